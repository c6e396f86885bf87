"""What the evidence says to the answers: the trap answers back.

For each symptom of the trap the evidence entered is asked for a clue: a fact that speaks for yes or
for no. A firm clue agrees with the answer or contradicts it; one that is not firm only points. A
contradiction stays open until the answer changes or somebody writes down why it may stand. The verdict
follows its procedure all the same; an open contradiction is said before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from readiness_gui.core.clues import CLUES, Clue, newest_fall
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.terms import (
    STEP_OF_SIGNAL,
    Answer,
    SignalId,
    Status,
    StepId,
    SymptomId,
    VerdictCode,
)

#: verdicts that tell a team to go on with personalization
GO = frozenset(
    {
        VerdictCode.PREPARE_2,
        VerdictCode.GO_2,
        VerdictCode.GO_3,
        VerdictCode.CONTINUE_3,
        VerdictCode.DEEPEN_3,
    }
)


#: the figure that says what a finding came to which the team overrules
OVERRULED = "overruled"


class Outcome(StrEnum):
    """How an answer and the evidence stand to each other."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One answer held against the evidence."""

    subject: SymptomId | SignalId
    #: the name of the symptom or signal
    name: str
    outcome: Outcome
    sentence: str
    #: where the evidence is that it rests on
    evidence: StepId
    #: the numbers it rests on, rates as fractions
    figures: Mapping[str, str | int | float] = field(default_factory=dict)
    #: why a contradiction may stand; empty where nobody said
    reason: str = ""

    @property
    def open(self) -> bool:
        """Tell whether it contradicts and nobody has said why that may stand."""
        return self.outcome is Outcome.CONTRADICTS and not self.reason.strip()

    @property
    def overrules(self) -> bool:
        """Tell whether it is the team's own answer on a signal against the finding."""
        return isinstance(self.subject, SignalId) and OVERRULED in self.figures

    @property
    def settled_on(self) -> StepId:
        """Return the step on which it is settled: that of the answer."""
        return STEP_OF_SIGNAL[SignalId(self.subject)] if self.overrules else StepId.TRAP

    @property
    def named(self) -> str:
        """Return the sentence behind the name of what was answered, for lists."""
        return f"{self.name}: {self.sentence}"

    @property
    def key(self) -> str:
        """Return a name of its own, such as "symptom_no_difference"."""
        kind = "symptom" if isinstance(self.subject, SymptomId) else "signal"
        return f"{'overruled' if self.overrules else kind}_{self.subject.value}"


def symptom_checks(assessment: Assessment, framework: Framework) -> tuple[Check, ...]:
    """Return what the evidence says to each of the five symptoms, in their order."""
    return tuple(symptom_check(symptom, assessment, framework) for symptom in SymptomId)


def symptom_check(symptom: SymptomId, assessment: Assessment, framework: Framework) -> Check:
    """Return what the evidence says to the answer on one symptom."""
    clue = CLUES[symptom](assessment, framework)
    answer = assessment.symptoms.get(symptom)
    outcome = _outcome(clue, answer)
    return Check(
        subject=symptom,
        name=framework.symptoms[symptom].name,
        outcome=outcome,
        sentence=_sentence(clue, answer, outcome, framework),
        evidence=clue.step,
        figures=clue.figures,
        reason=assessment.symptom_reasons.get(symptom, "") if outcome is Outcome.CONTRADICTS else "",
    )


def signal_checks(assessment: Assessment, framework: Framework) -> tuple[Check, ...]:
    """Return the answers on signals that the evidence contradicts; those that agree need no word."""
    return tuple(_signal_checks(assessment, framework))


def contradictions(assessment: Assessment, framework: Framework) -> tuple[Check, ...]:
    """Return every contradiction, open or explained, symptoms first."""
    found = (*symptom_checks(assessment, framework), *signal_checks(assessment, framework))
    return tuple(one for one in found if one.outcome is Outcome.CONTRADICTS)


def open_contradictions(assessment: Assessment, framework: Framework) -> tuple[Check, ...]:
    """Return the contradictions that nobody has settled."""
    return tuple(one for one in contradictions(assessment, framework) if one.open)


def contradiction(assessment: Assessment, framework: Framework) -> str | None:
    """Return how "no difference in tests" and a measured gate contradict each other, if that is open."""
    check = symptom_check(SymptomId.NO_DIFFERENCE, assessment, framework)
    return check.sentence if check.open else None


def newest_words(assessment: Assessment, framework: Framework) -> str:
    """Return since when new users come back clearly less; empty where they do not."""
    fall = newest_fall(assessment, framework)
    return framework.phrase("contradictions.signal.newest_alone", **fall.words) if fall else ""


def kept_words(check: Check, framework: Framework) -> str:
    """Return the reason for which a contradiction may stand, in words; empty where it is open."""
    reason = check.reason.strip()
    return framework.phrase("contradictions.stands.kept", reason=reason) if reason else ""


def standing_words(check: Check, framework: Framework) -> str:
    """Return what the evidence says, and why the answer stands nevertheless if somebody said so."""
    return " ".join(filter(None, (check.sentence, kept_words(check, framework))))


def first_words(found: int, framework: Framework) -> str:
    """Return the line that stands before a verdict while ``found`` contradictions are open."""
    if not found:
        return ""
    number = framework.phrase(f"core.numbers.{found}") if found <= len(SymptomId) else str(found)
    key = "one" if found == 1 else "some"
    return framework.phrase(
        "contradictions.first.title", count=framework.phrase(f"contradictions.first.{key}", count=number)
    )


def first_detail(found: int, framework: Framework) -> str:
    """Return what to do about ``found`` open contradictions."""
    them = framework.phrase(f"contradictions.first.{'it' if found == 1 else 'them'}")
    return framework.phrase("contradictions.first.detail", them=them)


def chip_words(assessment: Assessment, code: VerdictCode, framework: Framework) -> str:
    """Return a verdict in a few words, behind what is to be settled first where it says go."""
    return verdict_chip(code, len(open_contradictions(assessment, framework)), framework)


def verdict_chip(code: VerdictCode, found: int, framework: Framework) -> str:
    """Return :func:`chip_words` for a number of open contradictions that is known."""
    title = framework.verdicts[code].title.split(":")[0]
    if not (found and says_go(code)):
        return title
    return framework.phrase("contradictions.first.chip", count=found, title=title)


def says_go(code: VerdictCode) -> bool:
    """Tell whether a verdict tells to go on with personalization, so that the warning stands first."""
    return code in GO


def _outcome(clue: Clue, answer: Answer | None) -> Outcome:
    if clue.speaks_for is None or answer in (None, Answer.UNKNOWN):
        return Outcome.UNTESTED
    if answer is clue.speaks_for:
        return Outcome.AGREES
    return Outcome.CONTRADICTS if clue.firm else Outcome.UNTESTED


def _sentence(clue: Clue, answer: Answer | None, outcome: Outcome, framework: Framework) -> str:
    fact = framework.phrase(f"contradictions.{clue.key}", **clue.words)
    if clue.speaks_for is None:
        return fact
    key = "points" if outcome is Outcome.UNTESTED else outcome
    return framework.phrase(
        f"contradictions.stands.{key}",
        fact=fact,
        answer=framework.answers[answer] if answer else "",
        pointed=framework.answers[clue.speaks_for],
    )


def _signal_checks(assessment: Assessment, framework: Framework) -> Iterator[Check]:
    fall = newest_fall(assessment, framework)
    pmf = assessment.signals[SignalId.PMF]
    if fall is not None and Status.PRESENT in (pmf.status, pmf.claimed):
        fact = framework.phrase("contradictions.signal.newest", **fall.words)
        yield Check(
            subject=SignalId.PMF,
            name=framework.signals[SignalId.PMF].name,
            outcome=Outcome.CONTRADICTS,
            sentence=framework.phrase("contradictions.stands.signal", fact=fact),
            evidence=StepId.PMF,
            figures=fall.figures,
            reason=assessment.signal_reasons.get(SignalId.PMF, ""),
        )
    for signal, answer in assessment.signals.items():
        finding = answer.finding
        if finding is None or answer.claimed in (None, finding.status):
            continue
        words = {
            "name": framework.signals[signal].name,
            "claimed": framework.phrase(f"core.status.{answer.claimed}"),
            "found": framework.phrase(f"core.status.{finding.status}"),
        }
        fact = framework.phrase("contradictions.signal.overrule", **words)
        yield Check(
            subject=signal,
            name=words["name"],
            outcome=Outcome.CONTRADICTS,
            sentence=framework.phrase("contradictions.stands.signal", fact=fact),
            evidence=STEP_OF_SIGNAL[signal],
            figures={OVERRULED: str(finding.status)},
            reason=answer.override_reason,
        )
