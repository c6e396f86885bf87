"""One door to the evidence rules: a signal and its evidence in, a finding out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from readiness_gui.core.figures import GateFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.signal import (
    ActiveUsersEvidence,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    Finding,
    PmfEvidence,
    PriorityEvidence,
)
from readiness_gui.core.terms import BusinessModel, Cadence, SignalId
from readiness_gui.evidence.active_users import active_users_finding
from readiness_gui.evidence.check import check, check_gate
from readiness_gui.evidence.retention import pmf_finding

if TYPE_CHECKING:  # the command line measures a file without any of them
    from readiness_gui.core.model import Assessment, GateAnswer, Product

__all__ = ["assess", "assess_all", "assess_gate", "assess_missing", "check", "check_gate"]


def assess(
    signal: SignalId,
    evidence: Evidence | None,
    *,
    framework: Framework,
    business_model: BusinessModel | None = None,
    cadence: Cadence | None = None,  # noqa: ARG001 - a count keeps the window it was counted for
    today: date,
) -> Finding | None:
    """Return what the rules make of the evidence, ``None`` where too little was entered to say anything.

    Evidence with a problem (a cohort larger than its start, say) makes no finding: a status would
    claim more than the numbers can hold.
    """
    if evidence is None or check(signal, evidence, framework=framework, today=today):
        return None
    match evidence:
        case PmfEvidence():
            return pmf_finding(evidence, framework, business_model)
        case DiversityEvidence():
            from readiness_gui.evidence.diversity import diversity_finding

            return diversity_finding(evidence, framework)
        case ComplaintEvidence():
            from readiness_gui.evidence.complaints import complaints_finding

            return complaints_finding(evidence, framework)
        case ActiveUsersEvidence():
            return active_users_finding(replace(evidence, as_of=evidence.as_of or today), framework)
        case PriorityEvidence():
            from readiness_gui.evidence.priority import priority_finding

            return priority_finding(evidence, framework)


def assess_gate(answer: GateAnswer, framework: Framework) -> GateFigures | None:
    """Return the gate's figures, ``None`` where readings are missing or have a problem."""
    from readiness_gui.evidence.gate import gate_figures

    return None if check_gate(answer, framework) else gate_figures(answer, framework)


def assess_all(assessment: Assessment, framework: Framework, today: date) -> Assessment:
    """Return the assessment with all findings and the gate computed anew."""
    signals = {
        signal: replace(
            answer,
            finding=assess(
                signal,
                answer.evidence,
                framework=framework,
                business_model=assessment.business_model,
                cadence=assessment.cadence,
                today=today,
            ),
        )
        for signal, answer in assessment.signals.items()
    }
    gate = replace(assessment.gate, finding=assess_gate(assessment.gate, framework))
    return replace(assessment, signals=signals, gate=gate)


def assess_missing(product: Product, framework: Framework, today: date) -> Product:
    """Return the product with what the rules make of evidence that nobody judged yet, in every assessment.

    Evidence of an assessment that another one followed is judged as of its own day, not as of ``today``.
    """
    from readiness_gui.core.signal_history import judged_on

    for one in product.assessments:
        day = judged_on(one, product, today)
        product = product.with_assessment(_with_missing(one, framework, day))
    return product


def _with_missing(one: Assessment, framework: Framework, day: date) -> Assessment:
    for signal, answer in one.signals.items():
        if answer.evidence is not None and answer.finding is None:
            finding = assess(
                signal,
                answer.evidence,
                framework=framework,
                business_model=one.business_model,
                cadence=one.cadence,
                today=day,
            )
            one = one.with_signal(signal, finding=finding)
    if one.gate.readings and one.gate.finding is None:
        one = replace(one, gate=replace(one.gate, finding=assess_gate(one.gate, framework)))
    return one
