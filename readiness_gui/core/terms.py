"""The closed vocabularies of the domain; their values are what files and the command line carry."""

from __future__ import annotations

from enum import StrEnum


class SignalId(StrEnum):
    """The five readiness signals, in the framework's order."""

    PMF = "pmf"
    DIVERSITY = "diversity"
    GENERIC_FAILURE = "generic_failure"
    ACTIVE_USERS = "active_users"
    RETENTION_PRIORITY = "retention_priority"


class Status(StrEnum):
    """What is known of a signal; unclear counts as not present."""

    PRESENT = "present"
    ABSENT = "absent"
    UNCLEAR = "unclear"


class Grade(StrEnum):
    """How a status was reached: computed from data, counted by hand, or an opinion."""

    MEASURED = "measured"
    OBSERVED = "observed"
    CLAIMED = "claimed"


class Priority(StrEnum):
    """What a team can put first."""

    ACQUISITION = "acquisition"
    ACTIVATION = "activation"
    RETENTION = "retention"
    MONETIZATION = "monetization"
    REFERRAL = "referral"


class BusinessModel(StrEnum):
    """Business models with a retention benchmark of their own."""

    SOCIAL = "social"
    TRANSACTIONAL = "transactional"
    CONSUMER_SUBSCRIPTION = "consumer_subscription"
    SMB_SAAS = "smb_saas"
    ENTERPRISE = "enterprise"


class Cadence(StrEnum):
    """How often the product is meant to be used."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Detection(StrEnum):
    """How a user's segment is detected today."""

    NONE = "none"
    ONBOARDING = "onboarding"
    BEHAVIOUR = "behaviour"
    BOTH = "both"
    UNKNOWN = "unknown"


class Pole(StrEnum):
    """Towards which end of its axis a complaint points (low: too little, high: too much)."""

    LOW = "low"
    HIGH = "high"
    NEUTRAL = "neutral"


class Answer(StrEnum):
    """An answer to a yes/no question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class SymptomId(StrEnum):
    """The five symptoms of the premature trap, in the framework's order."""

    UNVALIDATED = "unvalidated"
    EXISTING_ONLY = "existing_only"
    NO_STATED_BENEFIT = "no_stated_benefit"
    COLLECT_FIRST = "collect_first"
    NO_DIFFERENCE = "no_difference"


class TradeoffId(StrEnum):
    """The five trade-offs, in the framework's order."""

    SPEED = "speed"
    DEPTH = "depth"
    BUILD = "build"
    REVERSIBILITY = "reversibility"
    OPPORTUNITY = "opportunity"


class Choice(StrEnum):
    """A side of a trade-off. Reversibility's first side is "committed to maintain"."""

    FIRST = "first"
    SECOND = "second"
    UNKNOWN = "unknown"


class GateResult(StrEnum):
    """What the evaluation of segments says."""

    NONE = "none"
    UNDECIDED = "undecided"
    NO_EFFECT = "no_effect"
    UNDER_15 = "under_15"
    RISING = "rising"
    PLATEAU = "plateau"


class Block(StrEnum):
    """The reasons not to advance, in the order in which they are tried."""

    B1 = "B1"
    B2 = "B2"
    B3 = "B3"
    B4 = "B4"
    B5 = "B5"


class VerdictCode(StrEnum):
    """All outcomes of the verdict procedure."""

    STAY_1 = "STAY_1"
    PREPARE_2 = "PREPARE_2"
    GO_2 = "GO_2"
    HOLD_2 = "HOLD_2"
    EVALUATE_2 = "EVALUATE_2"
    STEP_BACK_2 = "STEP_BACK_2"
    STAY_2_ENOUGH = "STAY_2_ENOUGH"
    STAY_2_IMPROVE = "STAY_2_IMPROVE"
    STAY_2_WAIT = "STAY_2_WAIT"
    GO_3 = "GO_3"
    HOLD_3 = "HOLD_3"
    CONTINUE_3 = "CONTINUE_3"
    DEEPEN_3 = "DEEPEN_3"


class TimingId(StrEnum):
    """The rows of the timing table."""

    PRE_PMF = "pre_pmf"
    EARLY_PMF = "early_pmf"
    VALIDATED_PMF = "validated_pmf"
    GROWTH = "growth"


class TaskKind(StrEnum):
    """What a task on the roadmap is for."""

    WARNING = "warning"
    RESOLVE = "resolve"
    WORK = "work"
    MILESTONE = "milestone"
    GATE = "gate"


class StepId(StrEnum):
    """The thirteen steps of the wizard, in order."""

    START = "start"
    PMF = "pmf"
    DIVERSITY = "diversity"
    GENERIC_FAILURE = "generic_failure"
    ACTIVE_USERS = "active_users"
    PRIORITY = "priority"
    TRAP = "trap"
    TRADEOFFS = "tradeoffs"
    REVIEW = "review"
    VERDICT = "verdict"
    ROADMAP = "roadmap"
    GATE = "gate"
    EXPORT = "export"


#: the step on which each signal is entered
STEP_OF_SIGNAL = {
    SignalId.PMF: StepId.PMF,
    SignalId.DIVERSITY: StepId.DIVERSITY,
    SignalId.GENERIC_FAILURE: StepId.GENERIC_FAILURE,
    SignalId.ACTIVE_USERS: StepId.ACTIVE_USERS,
    SignalId.RETENTION_PRIORITY: StepId.PRIORITY,
}
