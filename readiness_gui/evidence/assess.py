"""One door to the evidence rules: a signal and its evidence in, a finding out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from readiness_gui.core.figures import GateFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    ComplaintEvidence,
    DiversityEvidence,
    Evidence,
    Finding,
    GateAnswer,
    PmfEvidence,
    PriorityEvidence,
)
from readiness_gui.core.terms import BusinessModel, Cadence, SignalId
from readiness_gui.evidence.active_users import active_users_finding
from readiness_gui.evidence.check import check, check_gate
from readiness_gui.evidence.retention import pmf_finding

__all__ = ["assess", "assess_all", "assess_gate", "check", "check_gate"]


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
