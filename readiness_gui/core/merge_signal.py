"""What several people say about one signal: whether that agrees, and what can be chosen where it does not.

Rows that people gathered (interviews, complaints, rankings) are united by :mod:`merging` and never
compete. Statuses do, and so do cohort tables and counts of users, of which only one can be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from readiness_gui.core.merge_parts import Stance, canonical
from readiness_gui.core.model import Evidence, PmfEvidence, SignalAnswer
from readiness_gui.core.signal import holds_data
from readiness_gui.core.terms import Grade, Status

#: how well a status is founded
RANKS = {Grade.CLAIMED: 0, Grade.OBSERVED: 1, Grade.MEASURED: 2}


@dataclass(frozen=True, slots=True)
class Said:
    """One person's answer to a signal as it stands in the file, and the part of it that competes."""

    side: int
    answer: SignalAnswer
    stance: Stance

    @property
    def claim(self) -> Status | None:
        """Return the person's own status where that is in force, be it over the evidence."""
        answer = self.answer
        if answer.finding is None and not holds(answer.evidence):
            return answer.claimed
        differs = answer.finding is None or answer.claimed != answer.finding.status
        return answer.claimed if differs and answer.override_reason.strip() else None

    @property
    def found(self) -> Status | None:
        """Return what the person's evidence says where that is in force, ``None`` where unknown."""
        return self.answer.finding.status if self.answer.finding and self.claim is None else None

    @property
    def table(self) -> str:
        """Return what tells the person's cohort table or count of users from others; "" for none."""
        return canonical(self.stance.evidence) if holds(self.stance.evidence) else ""

    @property
    def position(self) -> tuple[object, ...]:
        """Return what two people have in common who say the same."""
        return (self.claim, self.stance.claimed, self.table)

    @property
    def rank(self) -> int:
        """Return how well the answer is founded: 0 an opinion, 1 evidence, 2 measured."""
        founded = self.claim is None and holds(self.answer.evidence)
        return max(1, RANKS[self.answer.grade]) if founded else 0

    def without(self, circumstance: str) -> Said:
        """Return the same with nothing said of a circumstance (a field of the stance)."""
        changed = replace(self.stance, **{circumstance: None})  # type: ignore[arg-type]  # may be empty
        return replace(self, stance=changed)


def holds(evidence: Evidence | None) -> bool:
    """Tell whether evidence says anything, be it only the outcome of an import or a survey."""
    extra = isinstance(evidence, PmfEvidence) and bool(evidence.imported or evidence.survey)
    return extra or holds_data(evidence)


def disagree(said: Sequence[Said]) -> bool:
    """Tell whether not all of this can stand together."""
    claimed = {one.stance.claimed for one in said} - {None}
    tables = {one.table for one in said} - {""}
    against = any(
        one.claim is not None and other.found not in (None, one.claim) for one in said for other in said
    )
    return len(claimed) > 1 or len(tables) > 1 or against


def together(said: Sequence[Said]) -> Stance:
    """Return the stance of people who agree: the evidence of one, the more careful circumstances of all."""
    dated = [one for one in said if holds(one.answer.evidence)]
    grades = [one.stance.grade_set for one in said if one.stance.grade_set is not None]
    sure = [one.stance.confidence for one in said if one.stance.confidence is not None]
    return Stance(
        claimed=next((one.stance.claimed for one in said if one.stance.claimed is not None), None),
        override_reason=_reasons(said),
        confidence=min(sure, default=None),
        evidence_date=min(_days(dated) or _days(said), default=None),
        grade_set=min(grades, key=RANKS.__getitem__, default=None),
        evidence=best_evidence(said),
    )


def best_evidence(said: Sequence[Said]) -> Evidence | None:
    """Return the best founded cohort table or count: with data, by grade, then the newest."""
    found = [one for one in said if one.stance.evidence is not None]
    if not found:
        return None
    best = max(found, key=_worth)
    return best.stance.evidence


def positions(said: Sequence[Said]) -> list[list[Said]]:
    """Return the people grouped by what they say, in the order of the files."""
    groups: dict[tuple[object, ...], list[Said]] = {}
    for one in said:
        groups.setdefault(one.position, []).append(one)
    return list(groups.values())


def chosen(group: Sequence[Said], said: Sequence[Said]) -> Stance:
    """Return the stance in which one position is chosen; evidence of others stays where it is the only."""
    stance = together(group)
    if not holds(stance.evidence):
        stance = replace(stance, evidence=best_evidence(said))
    return stance


def left_open(said: Sequence[Said]) -> Stance:
    """Return "I don't know yet"; of evidence that differs none is kept, for none was agreed on."""
    alike = len({one.table for one in said} - {""}) < 2
    return Stance(claimed=Status.UNCLEAR, evidence=best_evidence(said) if alike else None)


def _days(said: Sequence[Said]) -> list[date]:
    return [one.stance.evidence_date for one in said if one.stance.evidence_date is not None]


def _worth(one: Said) -> tuple[bool, int, date, bool, str]:
    evidence = one.stance.evidence
    imported = evidence is not None and evidence.provenance is not None
    day = one.stance.evidence_date or date.min
    return holds(evidence), RANKS[one.answer.grade], day, imported, canonical(evidence)


def _reasons(said: Sequence[Said]) -> str:
    found = dict.fromkeys(one.stance.override_reason.strip() for one in said)
    kept = [text for text in found if text]
    whole = [text for text in kept if not any(text != other and text in other for other in kept)]
    return (
        "\n\n".join(whole)
        if len(kept) > 1
        else next((one.stance.override_reason for one in said if one.stance.override_reason.strip()), "")
    )
