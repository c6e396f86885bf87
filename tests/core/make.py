"""Assessments for tests, made of answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from readiness_gui.core.figures import DiversityFigures, GateFigures, LiftFigures, PmfFigures, PriorityFigures
from readiness_gui.core.model import Assessment, Finding, GateAnswer, Product
from readiness_gui.core.signal import ActiveUsersEvidence
from readiness_gui.core.terms import (
    Choice,
    Detection,
    GateResult,
    Priority,
    SignalId,
    Status,
    TradeoffId,
)

DAY = date(2026, 3, 2)


def empty(as_of: date = DAY, name: str = "one") -> Assessment:
    """An assessment in which nothing is answered."""
    return Assessment(id=name, created=datetime(2026, 3, 2, 9, tzinfo=UTC), as_of=as_of)


def claimed(
    status: Status = Status.PRESENT, base: Assessment | None = None, **statuses: Status
) -> Assessment:
    """All five signals claimed as ``status``, but for those named; evidence of two weeks ago."""
    made = base or empty()
    for signal in SignalId:
        said = statuses.get(signal.value, status)
        made = made.with_signal(signal, claimed=said, evidence_date=date(2026, 2, 16))
    return made


def with_users(base: Assessment, users: int) -> Assessment:
    """``base`` with a typed number of active users."""
    return base.with_signal(SignalId.ACTIVE_USERS, evidence=ActiveUsersEvidence(windows=(users,)))


def at_stage(stage: int, base: Assessment) -> Assessment:
    """``base`` at a stage, with segments detected from stage 2 on."""
    return replace(base, claimed_stage=stage, detection=Detection.BOTH if stage > 1 else Detection.NONE)


def committed(base: Assessment) -> Assessment:
    """``base`` with a commitment to maintain what is built."""
    return base.with_tradeoff(TradeoffId.REVERSIBILITY, choice=Choice.FIRST)


def with_gate(base: Assessment, decision: GateResult) -> Assessment:
    """``base`` with a measured gate."""
    overall = LiftFigures(
        segment="",
        lift=0.2,
        lift_low=0.1,
        lift_high=0.3,
        difference=0.05,
        difference_low=0.02,
        difference_high=0.08,
        probability_15=0.9,
        decision=decision,
        users_per_arm_needed=400,
    )
    return replace(base, gate=GateAnswer(finding=GateFigures(overall=overall)))


def pmf_finding(status: Status = Status.PRESENT) -> Finding:
    """A finding on retention with a tail of 40 %."""
    figures = PmfFigures(
        users=1200,
        period_days=30,
        periods=12,
        panel_users=700,
        tail=0.40,
        tail_low=0.37,
        tail_high=0.43,
        decline=0.01,
        decline_low=0.0,
        decline_high=0.02,
        shape="flat",
        level="healthy",
        benchmark=0.4,
    )
    return Finding(SignalId.PMF, status, "The curve has flattened.", "Wait two months.", figures)


def diversity_finding(profiles: int, seen_once: int = 0) -> Finding:
    """A finding of so many profiles among 20 users."""
    figures = DiversityFigures(
        users=20,
        profiles=profiles,
        seen_twice=1,
        seen_once=seen_once,
        coverage=0.95,
        chao1=float(profiles),
        chao1_low=float(profiles),
        chao1_high=profiles + 2.0,
        hill_1=3.5,
        hill_2=3.1,
    )
    return Finding(SignalId.DIVERSITY, Status.PRESENT, "Many profiles.", "", figures)


def priority_finding(top: Priority | None) -> Finding:
    """A finding on rankings led by ``top``."""
    status = Status.PRESENT if top is Priority.RETENTION else Status.ABSENT
    figures = PriorityFigures(borda=(), condorcet_winner=top, kendall_w=0.8, participants=3, top=top)
    return Finding(SignalId.RETENTION_PRIORITY, status, "Ranked.", "", figures)


def product(*assessments: Assessment) -> Product:
    """A product with these assessments."""
    return Product(id="p", name="Acme", created=datetime(2025, 6, 1, 9, tzinfo=UTC), assessments=assessments)
