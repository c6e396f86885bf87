"""Making the roadmap from the verdict, and saying what that changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.roadmap import generate, regenerate
from readiness_gui.core.verdict import decide, inputs_of


@dataclass(frozen=True, slots=True)
class Making:
    """The edit that puts the roadmap in place; titles of what it added and dropped."""

    change: Callable[[Assessment], Assessment]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    #: no longer asked for, but worked on by the user
    kept: tuple[str, ...]
    #: there was a roadmap before
    updated: bool


def made_anew(assessment: Assessment, framework: Framework, start: date) -> Making:
    """Return how the roadmap of ``assessment`` is made, or made anew, to begin on ``start``."""
    verdict = decide(inputs_of(assessment), framework)
    old = assessment.roadmap
    if old is None:
        fresh = generate(assessment, verdict, framework, start)
        return Making(lambda one: replace(one, roadmap=fresh), (), (), (), updated=False)
    merged, changes = regenerate(old, assessment, verdict, framework, start)
    return Making(
        lambda one: replace(one, roadmap=merged),
        tuple(changes.titles[one] for one in changes.added),
        tuple(changes.titles[one] for one in changes.dropped),
        tuple(changes.titles[one] for one in changes.kept),
        updated=True,
    )
