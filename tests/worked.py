"""An assessment with evidence for everything, for tests of charts, report and pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    CohortRow,
    Complaint,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    GateAnswer,
    GateReading,
    Interview,
    PmfEvidence,
    PriorityEvidence,
    Product,
    Ranking,
    SurveyCounts,
)
from readiness_gui.core.terms import (
    Answer,
    BusinessModel,
    Choice,
    Pole,
    Priority,
    SignalId,
    SymptomId,
    TradeoffId,
)
from readiness_gui.evidence.assess import assess_all

TODAY = date(2026, 3, 2)
PROFILES = ("templates", "full control", "second language", "compliance", "speed")
ORDER = (
    Priority.RETENTION,
    Priority.ACTIVATION,
    Priority.ACQUISITION,
    Priority.MONETIZATION,
    Priority.REFERRAL,
)


def cohorts(size: int = 300, count: int = 4, periods: int = 12, level: float = 0.45) -> tuple[CohortRow, ...]:
    """Return cohorts whose retention falls to ``level`` by period 4 and stays there."""
    curve = [max(level, 0.75 - 0.1 * period) for period in range(periods)]
    return tuple(
        CohortRow(f"2024-{month:02d}", size, tuple(round(size * share) for share in curve))
        for month in range(1, count + 1)
    )


def evidence() -> dict[SignalId, Evidence]:
    """Return evidence under which all five signals are present."""
    complaints = tuple(
        Complaint(f"U{at}", "Novices" if at % 2 else "Experts", "Detail", Pole.HIGH if at % 2 else Pole.LOW)
        for at in range(30)
    )
    interviews = tuple(Interview(f"U{at}", (PROFILES[at % 5],)) for at in range(20))
    return {
        SignalId.PMF: PmfEvidence(cohorts=cohorts(), survey=SurveyCounts(30, 20, 10)),
        SignalId.DIVERSITY: DiversityEvidence(interviews=interviews),
        SignalId.GENERIC_FAILURE: ComplaintEvidence(complaints=complaints),
        SignalId.ACTIVE_USERS: ActiveUsersEvidence(windows=(150, 190, 210, 240)),
        SignalId.RETENTION_PRIORITY: PriorityEvidence(rankings=(Ranking("Ada", ORDER),)),
    }


def readings() -> tuple[GateReading, ...]:
    """Return three months of two segments."""
    return tuple(
        GateReading(
            segment=segment,
            month=month,
            control_users=400,
            control_retained=160,
            treatment_users=400,
            treatment_retained=180 + step * month,
        )
        for month in (1, 2, 3)
        for segment, step in (("Novices", 9), ("Experts", 1))
    )


def assessment(framework: Framework, **changes: object) -> Assessment:
    """Return the assessment with its findings computed; ``changes`` replace fields before that."""
    made = Assessment(
        id="a1",
        created=datetime(2026, 3, 2, 12, tzinfo=UTC),
        as_of=TODAY,
        framework_version=framework.version,
        business_model=BusinessModel.TRANSACTIONAL,
        claimed_stage=1,
        gate=GateAnswer(readings=readings()),
    )
    for signal, one in evidence().items():
        made = made.with_signal(
            signal,
            evidence=one,
            evidence_date=date(2026, 2, 20),
            confidence=4,
            sources=("Export of 20 February",),
        )
    for symptom in SymptomId:
        made = made.with_symptom(symptom, Answer.NO)
    for tradeoff in TradeoffId:
        made = made.with_tradeoff(tradeoff, choice=Choice.FIRST, note="")
    return assess_all(replace(made, **changes), framework, TODAY)  # type: ignore[arg-type]  # fields by name


def product(framework: Framework, name: str = "Grantwright", **changes: object) -> Product:
    """Return a product with that one assessment."""
    return Product(
        id="p1",
        name=name,
        created=datetime(2026, 3, 2, 12, tzinfo=UTC),
        assessments=(assessment(framework, **changes),),
    )
