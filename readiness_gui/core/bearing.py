"""Which warnings of the trap and which answers to trade-offs bear on a task; derived, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness_gui.core.framework import Framework
from readiness_gui.core.framework_links import Bearing
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import Answer, Choice, TradeoffId


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that bears on a task: a few words for a table, a sentence or two for a form."""

    warns: bool
    short: str
    words: str


def notes_on(task_id: str, assessment: Assessment, framework: Framework) -> tuple[Note, ...]:
    """Return what the answers say about a task, warnings first; empty where nothing does."""
    bearing = framework.links.bearing.get(task_id)
    if bearing is None:
        return ()
    return (*_warnings(bearing, assessment, framework), *_answers(bearing, assessment, framework))


def _warnings(bearing: Bearing, assessment: Assessment, framework: Framework) -> Iterator[Note]:
    for symptom in bearing.symptoms:
        if assessment.symptoms.get(symptom) is Answer.YES:
            text = framework.symptoms[symptom]
            words = framework.phrase("roadmap.note.symptom", name=text.name, advice=text.advice)
            yield Note(True, text.name, words)


def _answers(bearing: Bearing, assessment: Assessment, framework: Framework) -> Iterator[Note]:
    for tradeoff in bearing.tradeoffs:
        text, answer = framework.tradeoffs[tradeoff], assessment.tradeoffs.get(tradeoff)
        choice = answer.choice if answer else None
        if choice is None:
            continue
        if choice is Choice.UNKNOWN:
            short = framework.phrase("roadmap.note.open_short", name=text.name)
            yield Note(
                False, short, framework.phrase("roadmap.note.open", name=text.name, advice=text.advice)
            )
            continue
        side = text.first if choice is Choice.FIRST else text.second
        key = "against" if (tradeoff, choice) in _AGAINST else "side"
        words = framework.phrase(f"roadmap.note.{key}", name=text.name, side=side, advice=text.advice)
        short = framework.phrase(f"roadmap.short.{tradeoff}_{choice}")
        yield Note(key == "against", short, words)


#: sides that the framework advises against
_AGAINST = frozenset(
    {
        (TradeoffId.SPEED, Choice.FIRST),
        (TradeoffId.DEPTH, Choice.SECOND),
        (TradeoffId.REVERSIBILITY, Choice.SECOND),
        (TradeoffId.OPPORTUNITY, Choice.SECOND),
    }
)
