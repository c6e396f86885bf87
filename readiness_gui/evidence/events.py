"""From what was read of an event log to the evidence of retention and active users.

Period k of a user holds the days [k * length, (k + 1) * length) after the first event; it is complete
once all of it lies behind the as-of day. At most :data:`~aggregates.MOST_PERIODS` periods are followed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_gui.core.figures import CohortFigures, CurvePoint, PmfFigures
from readiness_gui.core.framework import EvidenceRules, Framework
from readiness_gui.core.signal import ActiveUsersEvidence, CohortRow, PmfEvidence, Provenance
from readiness_gui.core.terms import BusinessModel
from readiness_gui.evidence.activity import Groups
from readiness_gui.evidence.aggregates import Aggregates
from readiness_gui.evidence.files import Cancel
from readiness_gui.evidence.intervals import quantile, wilson
from readiness_gui.evidence.logs import EventOptions, Log, Progress, read_log
from readiness_gui.evidence.refused import Refused
from readiness_gui.evidence.retention import (
    open_figures,
    panel_periods,
    pmf_finding,
    tail_rule,
    with_tail,
)

if TYPE_CHECKING:
    from readiness_gui.evidence.activity import Days

__all__ = ["EventOptions", "EventsMeasured", "event_figures", "measure_events", "measured"]


@dataclass(frozen=True, slots=True)
class EventsMeasured:
    """Evidence for both signals, and how many rows it rests on."""

    pmf: PmfEvidence
    active: ActiveUsersEvidence
    read: int
    refused: int
    refused_rows: tuple[Refused, ...]


def measure_events(
    path: Path,
    options: EventOptions,
    framework: Framework,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> EventsMeasured:
    """Read a log and return the evidence of retention and active users.

    Raises:
        BadInputError: the file cannot be used; the sentence says why.

    """
    log = read_log(path, options, framework, progress=progress, cancel=cancel)
    made = measured(log, framework, options.business_model)
    if progress is not None:
        progress(1.0)
    return made


def measured(log: Log, framework: Framework, business_model: BusinessModel | None) -> EventsMeasured:
    """Return the evidence that a log gives."""
    found = log.found
    provenance = Provenance(
        file_name=log.file_name,
        sha256=log.sha256,
        rows_read=found.read,
        rows_refused=found.refused,
        mapping=log.mapping,
        period_start=found.first,
        period_end=found.last,
        imported=datetime.now(UTC),
    )
    figures = event_figures(found.groups, found.period_days, framework.evidence)
    cohorts = tuple(CohortRow(one.start, one.size, one.retained) for one in figures.cohorts)
    pmf = PmfEvidence(period_days=found.period_days, cohorts=cohorts, imported=figures, provenance=provenance)
    judged = pmf_finding(pmf, framework, business_model)
    if judged is not None and isinstance(judged.figures, PmfFigures):
        pmf = replace(pmf, imported=judged.figures)
    active = replace(_active(found), provenance=provenance)
    return EventsMeasured(pmf, active, found.read, found.refused, log.refused)


def event_figures(groups: Groups, period_days: int, rules: EvidenceRules) -> PmfFigures:
    """Return retention at the level of users; level and benchmark are left open.

    The bootstrap resamples users: users alike in the tail and the window before it are one cell of
    a multinomial, which is the same as drawing them one by one (Efron 1979; seeded).
    """
    import numpy as np

    complete = np.bincount(groups.complete, weights=groups.users).astype(np.int64)
    periods, panel_users = panel_periods(list(enumerate(complete.tolist())), rules)
    inside = groups.complete >= periods
    figures = open_figures(
        users=int(groups.users.sum()),
        period_days=period_days,
        panel=(periods, panel_users),
        starts=[_month(start) for start in _distinct(groups.start[inside])] if periods else (),
        curve=_curve(groups),
        cohorts=_cohorts(groups),
    )
    rule = tail_rule(periods, period_days, rules)
    if rule is None:
        return figures
    users, mask = groups.users[inside], groups.mask[inside]
    tail = _came(mask, periods - rule.window + 1, rule.window)
    before = _came(mask, periods - 2 * rule.window + 1, rule.window)
    slots = panel_users * rule.window
    shares = [int(came @ users) / slots for came in (tail, before)]
    cells = np.bincount(tail * (rule.window + 1) + before, weights=users)
    return with_tail(figures, shares[0], shares[1], _bootstrap(cells, rule.window, rules), rule)


def _came(mask: Days, first: int, window: int) -> Days:
    """Return in how many periods of a window users were active."""
    import numpy as np

    return np.asarray(np.bitwise_count((mask >> first) & ((1 << window) - 1)), dtype=np.int64)


def _active(found: Aggregates) -> ActiveUsersEvidence:
    seven, twenty_eight, thirty, ninety = found.actives.by_days
    return ActiveUsersEvidence(
        window_days=found.actives.window_days,
        windows=found.actives.windows,
        active_7=seven,
        active_28=twenty_eight,
        active_30=thirty,
        active_90=ninety,
        last_event=found.last,
        as_of=found.actives.as_of,
    )


def _curve(groups: Groups) -> tuple[CurvePoint, ...]:
    points = []
    for period in range(1, int(groups.complete.max(initial=0)) + 1):
        inside = groups.complete >= period
        total = int(groups.users[inside].sum())
        came = int(groups.users[inside & (groups.mask >> period & 1 == 1)].sum())
        bounds = wilson(came, total)
        points.append(CurvePoint(period, came / total, bounds.low, bounds.high, total))
    return tuple(points)


def _cohorts(groups: Groups) -> tuple[CohortFigures, ...]:
    """Return one row a calendar month of first events; a cell is complete once it is for all its users."""
    rows = []
    for start in _distinct(groups.start):
        members = groups.start == start
        mask, users = groups.mask[members], groups.users[members]
        complete = int(groups.complete[members].min())
        retained = (int(users[mask >> period & 1 == 1].sum()) for period in range(1, complete + 1))
        rows.append(CohortFigures(_month(start), int(users.sum()), tuple(retained)))
    return tuple(rows)


def _distinct(numbers: Days) -> list[int]:
    """Return the numbers in order, each once; numpy's own way loads its masked arrays first."""
    return sorted(set(numbers.tolist()))


def _month(start: int) -> str:
    return f"{start // 100:04d}-{start % 100:02d}"


def _bootstrap(cells: Days, window: int, rules: EvidenceRules) -> tuple[float, float]:
    """Return the 90 % interval of the decline; ``cells`` counts users by periods in tail and before."""
    import numpy as np

    filled = np.flatnonzero(cells)
    weights = cells[filled].astype(float)
    generator = np.random.default_rng(rules.bootstrap_seed)
    drawn = generator.multinomial(int(weights.sum()), weights / weights.sum(), rules.bootstrap_samples)
    tail, before = drawn @ (filled // (window + 1)), drawn @ (filled % (window + 1))
    ratio = np.divide(tail, before, out=np.ones(len(tail)), where=before > 0)
    declines = sorted((1 - ratio ** (1 / window)).tolist())
    return quantile(declines, 0.05), quantile(declines, 0.95)
