"""Two hundred active users: now, and in the median of the last three windows."""

from __future__ import annotations

from datetime import date
from statistics import median

from readiness_gui.core.figures import ActiveUsersFigures
from readiness_gui.core.framework import EvidenceRules, Framework
from readiness_gui.core.signal import ActiveUsersEvidence, Finding
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.core.wording import number, short_date

WEEK, FOUR_WEEKS = 7, 28


def active_users_finding(evidence: ActiveUsersEvidence, framework: Framework) -> Finding | None:
    """Return what the counts say; ``None`` where no window was entered."""
    if evidence.count is None:
        return None
    rules = framework.evidence
    last = evidence.windows[-rules.windows_for_median :]
    middle = median(last)
    late = is_late(evidence.last_event, evidence.as_of, rules)
    status = active_users_status(evidence.count, middle, late=late, rules=rules)
    only = len(last) == 1 and status is not Status.UNCLEAR
    reason = framework.phrase(
        f"evidence.active.{'late' if late else status}{'_only' if only else ''}",
        who=framework.phrase(
            f"evidence.active.who{'_one' if evidence.count == 1 else ''}",
            count=number(f"{evidence.count:,}", framework),
        ),
        days=evidence.window_days,
        median=number(f"{middle:,.1f}".removesuffix(".0"), framework),
        windows=len(last),
        needed=rules.active_present,
        last=short_date(evidence.last_event, framework) if evidence.last_event else "",
    )
    resolve = ""
    if status is Status.UNCLEAR:
        resolve = framework.phrase("evidence.active.resolve_late" if late else "evidence.active.resolve")
    return Finding(SignalId.ACTIVE_USERS, status, reason, resolve, figures_of(evidence))


def active_users_status(now: int, middle: float, *, late: bool, rules: EvidenceRules) -> Status:
    """Return present or absent where now and the median agree on the threshold and the data is fresh."""
    if late or (now >= rules.active_present) != (middle >= rules.active_present):
        return Status.UNCLEAR
    return Status.PRESENT if now >= rules.active_present else Status.ABSENT


def is_late(last_event: date | None, as_of: date | None, rules: EvidenceRules) -> bool:
    """Tell whether the data ends more than a week before the day it is to speak of."""
    return bool(last_event and as_of and (as_of - last_event).days > rules.last_event_days)


def figures_of(evidence: ActiveUsersEvidence) -> ActiveUsersFigures:
    """Return the counts as figures; a count of the main window fills its own field."""
    now = evidence.count
    return ActiveUsersFigures(
        active_7=now if evidence.window_days == WEEK else evidence.active_7,
        active_28=now if evidence.window_days == FOUR_WEEKS else evidence.active_28,
        active_30=evidence.active_30,
        active_90=evidence.active_90,
        window_days=evidence.window_days,
        windows=evidence.windows,
        last_event=evidence.last_event,
    )
