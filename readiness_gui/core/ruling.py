"""What the verdict procedure says: the verdict and its trace.

Part of the model, which has these names too; ``decide`` needs nothing else of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness_gui.core.terms import Block, SignalId, VerdictCode


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """One rule of the verdict procedure as it was applied."""

    rule: str
    #: the rule decided something
    fired: bool
    #: the rule was looked at; false where an earlier rule had settled the matter
    reached: bool
    inputs: Mapping[str, str | int | bool | None]
    #: why the rule exists, from the framework file
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of the verdict procedure with its trace."""

    code: VerdictCode
    block: Block | None
    current_stage: int
    target_stage: int
    count: int
    #: at least three of the five signals are present, so that the investment can pay off
    worthwhile: bool
    #: unclear signals whose resolution to "present" would change the verdict, in signal order
    resolve_first: tuple[SignalId, ...]
    trace: tuple[RuleTrace, ...]
