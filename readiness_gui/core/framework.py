"""All texts and thresholds of the framework, read from one TOML file and checked on load.

Every sentence the program says about the domain (not about itself) comes from here, so that
the framework can be translated or edited without touching code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, replace
from pathlib import Path
from typing import Any

from readiness_gui.core import framework_check as check
from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.framework_links import FILE, TaskLinks, read_links
from readiness_gui.core.terms import (
    Answer,
    BusinessModel,
    GateResult,
    Priority,
    SignalId,
    StepId,
    SymptomId,
    TimingId,
    TradeoffId,
    VerdictCode,
)
from readiness_gui.core.toml_reader import TomlReader, merged

#: the language whose texts are whole; another takes from it what it lacks
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Guidance:
    """The right-hand panel of a step: why it matters, how to measure it this week, an example."""

    why: str
    how: str
    example: str


@dataclass(frozen=True, slots=True)
class StepText:
    """A step of the wizard: its name in the list, its heading (a question) and its guidance."""

    name: str
    question: str
    intro: str
    guidance: Guidance


@dataclass(frozen=True, slots=True)
class SignalText:
    """A signal: its name, the question it answers, what each status means and how to resolve it."""

    name: str
    short: str
    question: str
    #: one sentence per status value ("present", "absent", "unclear")
    meaning: Mapping[str, str]
    #: the to-do on the roadmap while the signal is unclear
    resolve_title: str
    resolve_detail: str
    resolve_done_when: str
    #: 1 (a day) to 5 (months) for turning the signal present
    effort: int


@dataclass(frozen=True, slots=True)
class StageText:
    """A stage of personalization."""

    stage: int
    name: str
    what: str
    investment: str
    expected: str
    weeks_low: int
    weeks_high: int


@dataclass(frozen=True, slots=True)
class TimingRow:
    """A row of the timing table; ``users_to`` is exclusive, ``None`` means no upper end."""

    id: TimingId
    name: str
    users_from: int
    users_to: int | None
    stage: int
    stage_name: str
    investment: str
    expected: str


@dataclass(frozen=True, slots=True)
class SymptomText:
    """A symptom of the premature trap."""

    name: str
    question: str
    advice: str


@dataclass(frozen=True, slots=True)
class TradeoffText:
    """A trade-off: the question, its two sides, and what to bear in mind."""

    name: str
    question: str
    first: str
    second: str
    advice: str


@dataclass(frozen=True, slots=True)
class VerdictText:
    """A verdict: its headline, one paragraph on what it means, and the next action."""

    title: str
    summary: str
    action: str


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule of the verdict procedure, in words, and why it exists."""

    name: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class FormulaText:
    """A formula: how the report knows it, on one line, and as somebody reads it out."""

    id: str
    plain: str
    spoken: str


@dataclass(frozen=True, slots=True)
class MethodText:
    """How something is reckoned: what about, the rule, its source or reason, and its formulas."""

    name: str
    rule: str
    why: str
    formulas: tuple[FormulaText, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskText:
    """A piece of work of the playbook; days count from the start of its month (0 to 29)."""

    id: str
    title: str
    detail: str
    done_when: str
    day_from: int
    day_to: int
    #: work, milestone or gate
    kind: str


@dataclass(frozen=True, slots=True)
class PlaybookMonth:
    """A month of the sequencing playbook."""

    month: int
    name: str
    work: str
    done_when: str
    tasks: tuple[TaskText, ...]


@dataclass(frozen=True, slots=True)
class PlanText:
    """Which work a verdict puts on the ninety days, in months one to three."""

    verdict: VerdictCode
    months: tuple[tuple[TaskText, ...], tuple[TaskText, ...], tuple[TaskText, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The numbers of the verdict procedure."""

    signals_needed: int = 3
    signals_for_stage_3: int = 4
    users_early: int = 100
    users_present: int = 200
    users_validated: int = 500
    users_growth: int = 2000
    gate_lift: float = 0.15
    horizon_days: int = 90
    stale_days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRules:
    """The numbers of the evidence rules; rates are fractions, durations are in the unit named."""

    # retention curve
    panel_minimum: int = 100
    panel_share: float = 0.5
    periods_minimum: int = 8
    periods_full: int = 12
    tail_window_short: int = 2
    tail_window_full: int = 3
    decline_limit_monthly: float = 1 - 2 ** (-1 / 12)
    weekly_periods_minimum: int = 24
    weekly_tail_window: int = 8
    decline_limit_weekly: float = 1 - 2 ** (-1 / 26)
    bootstrap_samples: int = 2000
    bootstrap_seed: int = 20
    benchmarks: Mapping[BusinessModel, float]
    survey_minimum: int = 40
    survey_share: float = 0.40
    # diversity
    profiles_minimum: int = 4
    profile_users_minimum: int = 2
    interviews_minimum: int = 20
    interviews_more: int = 10
    # complaints
    votes_minimum: int = 5
    votes_for_absent: int = 20
    complaint_alpha: float = 0.05
    # active users
    active_present: int = 200
    windows_for_median: int = 3
    last_event_days: int = 7
    # gate
    probability_yes: float = 0.80
    probability_no: float = 0.20
    plateau_readings: int = 3
    plateau_increment: float = 0.05
    # room
    consensus_share: float = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """The whole framework file."""

    version: str
    idea: str
    gather: tuple[str, ...]
    steps: Mapping[StepId, StepText]
    signals: Mapping[SignalId, SignalText]
    stages: Mapping[int, StageText]
    timing: tuple[TimingRow, ...]
    symptoms: Mapping[SymptomId, SymptomText]
    tradeoffs: Mapping[TradeoffId, TradeoffText]
    playbook: tuple[PlaybookMonth, ...]
    plans: Mapping[VerdictCode, PlanText]
    verdicts: Mapping[VerdictCode, VerdictText]
    #: by rule id: "S0", "B1".. "B5", then one a verdict ("STAY_1" …)
    rules: Mapping[str, RuleText]
    gate_results: Mapping[GateResult, RuleText]
    priorities: Mapping[Priority, str]
    business_models: Mapping[BusinessModel, str]
    answers: Mapping[Answer, str]
    trap_warning: VerdictText
    method: tuple[MethodText, ...]
    thresholds: Thresholds
    evidence: EvidenceRules
    #: sentences of evidence, charts and report, by "table.key", from the TOML files of the folder
    #: named like the framework file ("en/charts.toml" gives "charts.…")
    phrases: Mapping[str, str]
    #: work, order and bearing of tasks, from the same folder
    links: TaskLinks
    #: the language of all these texts, as a tag such as "en"
    language: str = FALLBACK

    def phrase(self, key: str, **values: object) -> str:
        """Return a sentence with its ``{placeholders}`` filled; values are never read as templates.

        Raises:
            FrameworkError: there is no such sentence, or it asks for a value that is not given.

        """
        try:
            return self.phrases[key].format(**values)
        except (KeyError, IndexError) as error:
            problem = "is missing" if key not in self.phrases else f"asks for an unknown value {error}"
            raise FrameworkError(f"The framework's sentence {key} {problem}.") from error


def load(path: Path) -> Framework:
    """Read the framework file and the sentences of the folder named like it.

    The file's name is its language. A language other than English need not be whole: what it lacks
    is taken from the English file and folder beside it.

    Raises:
        FrameworkError: a file is damaged, or a key missing, unknown, mistyped or senseless;
            one sentence that names the file, the key and what is expected.

    """
    reader = TomlReader(path)
    file = reader.load()
    phrases = _phrases(path)
    english = path.with_name(f"{FALLBACK}.toml")
    if path.stem != FALLBACK and english.is_file():
        file = merged(TomlReader(english).load(), file)
        whole = _phrases(english)
        check.check_translation(reader, whole, phrases)
        phrases = whole | phrases
    check.check_tables(reader, file)
    plans = _plans(reader, file)
    file.pop("plans", None)
    framework = reader.record(
        Framework, file, plans=plans, phrases=phrases, links=TaskLinks(), language=path.stem
    )
    check.check_numbers(reader, framework.thresholds, framework.evidence)
    check.check_timing(reader, framework.timing)
    source = english if english.is_file() else path  # what holds between tasks has no language
    return replace(
        framework, links=read_links(TomlReader(source.with_suffix("") / FILE), plans, framework.stages)
    )


def _phrases(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for other in sorted(path.with_suffix("").glob("*.toml")):
        if other.name != FILE:
            found.update(check.read_phrases(TomlReader(other)))
    return found


@dataclass(frozen=True, slots=True)
class _Plan:
    """A plan as it stands in the file."""

    month_1: tuple[TaskText, ...]
    month_2: tuple[TaskText, ...]
    month_3: tuple[TaskText, ...]


def _plans(reader: TomlReader, file: Mapping[str, Any]) -> dict[VerdictCode, PlanText]:
    """Return the plans; an entry with ``use`` stands for a task of the playbook or of a plan above."""
    playbook = reader.value(tuple[PlaybookMonth, ...], file.get("playbook", []), "playbook")
    shared = {task.id: task for month in playbook for task in month.tasks}
    for index, month in enumerate(playbook):
        check.check_tasks(reader, f"playbook[{index}].tasks", month.tasks)
    if not isinstance(file.get("plans"), Mapping):
        raise reader.wrong("plans", "a table", file.get("plans", MISSING))
    plans = {}
    for name, table in file["plans"].items():
        code, key = VerdictCode(name), f"plans.{name}"
        if not isinstance(table, Mapping):
            raise reader.wrong(key, "a table", table)
        full = {
            month: _expanded(reader, f"{key}.{month}", entries, shared) for month, entries in table.items()
        }
        plan = reader.record(_Plan, full, key)
        months = (plan.month_1, plan.month_2, plan.month_3)
        for number, tasks in enumerate(months, start=1):
            check.check_tasks(reader, f"{key}.month_{number}", tasks)
        shared |= {task.id: task for tasks in months for task in tasks}
        plans[code] = PlanText(code, months)
    return plans


def _expanded(reader: TomlReader, key: str, entries: object, shared: Mapping[str, TaskText]) -> object:
    if not isinstance(entries, list):
        return entries
    full: list[object] = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, Mapping) or "use" not in entry:
            full.append(entry)
        elif entry["use"] not in shared:
            wanted = "the id of a task of the playbook or of a plan above"
            raise reader.wrong(f"{key}[{index}].use", wanted, entry["use"])
        else:
            found = shared[entry["use"]]
            full.append({name: getattr(found, name) for name in TaskText.__slots__} | _own(entry))
    return full


def _own(entry: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in entry.items() if name != "use"}
