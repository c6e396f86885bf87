"""The framework file: what it must hold, and the one sentence for each way in which it can be wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from readiness_gui import paths
from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.framework import Framework, load
from readiness_gui.core.framework_check import RULE_IDS
from readiness_gui.core.terms import (
    BusinessModel,
    SignalId,
    StepId,
    SymptomId,
    TaskKind,
    TimingId,
    TradeoffId,
    VerdictCode,
)

FILE = paths.resources() / "framework" / "en.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    shutil.copytree(FILE.with_suffix(""), tmp_path / "en")
    return Path(shutil.copy(FILE, tmp_path / "en.toml"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test's anchor is gone: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def sentence(path: Path) -> str:
    """The one sentence that loading ``path`` fails with."""
    with pytest.raises(FrameworkError) as caught:
        load(path)
    said = str(caught.value)
    assert "\n" not in said.strip()
    assert "Traceback" not in said
    return said


def test_every_part_is_there(framework: Framework) -> None:
    assert set(framework.steps) == set(StepId)
    assert set(framework.signals) == set(SignalId)
    assert set(framework.symptoms) == set(SymptomId)
    assert set(framework.tradeoffs) == set(TradeoffId)
    assert set(framework.verdicts) == set(framework.plans) == set(VerdictCode)
    assert set(framework.rules) == set(RULE_IDS)
    assert set(framework.stages) == {1, 2, 3}
    assert [row.id for row in framework.timing] == list(TimingId)
    assert [month.month for month in framework.playbook] == [1, 2, 3, 4]


def test_figures_are_those_of_the_framework(framework: Framework) -> None:
    limits, rules = framework.thresholds, framework.evidence
    assert (limits.signals_needed, limits.signals_for_stage_3) == (3, 4)
    assert (limits.users_early, limits.users_present) == (100, 200)
    assert (limits.users_validated, limits.users_growth) == (500, 2000)
    assert limits.gate_lift == 0.15
    assert (limits.horizon_days, limits.stale_days) == (90, 90)
    assert rules.decline_limit_monthly == pytest.approx(1 - 2 ** (-1 / 12), rel=1e-12)
    assert rules.decline_limit_weekly == pytest.approx(1 - 2 ** (-1 / 26), rel=1e-12)
    assert [rules.benchmarks[model] for model in BusinessModel] == [0.25, 0.30, 0.40, 0.60, 0.70]
    assert (rules.interviews_minimum, rules.profiles_minimum, rules.survey_minimum) == (20, 4, 40)


@pytest.mark.parametrize(
    ("stage", "investment", "expected"),
    [(1, "1-2 weeks", "foundation"), (2, "4-6 weeks", "20-40 %"), (3, "8-12 weeks", "2-3x")],
)
def test_stages_carry_their_cost_and_gain(
    framework: Framework, stage: int, investment: str, expected: str
) -> None:
    text = framework.stages[stage]
    assert text.stage == stage
    assert text.investment == investment == f"{text.weeks_low}-{text.weeks_high} weeks"
    assert expected in text.expected


def test_the_timing_table_has_the_articles_rows(framework: Framework) -> None:
    rows = [(row.users_from, row.users_to, row.stage, row.stage_name) for row in framework.timing]
    assert rows == [
        (0, 100, 1, "Good defaults"),
        (100, 500, 2, "Segments"),
        (500, 2000, 3, "Individual"),
        (2000, None, 3, "Deep"),
    ]


@pytest.mark.parametrize("code", VerdictCode)
def test_every_plan_fills_three_months(framework: Framework, code: VerdictCode) -> None:
    plan = framework.plans[code]
    assert plan.verdict is code
    ids = [task.id for month in plan.months for task in month]
    assert len(ids) == len(set(ids))
    for month in plan.months:
        assert len(month) >= 2
        milestone = [task for task in month if task.kind == TaskKind.MILESTONE]
        assert [(task.day_from, task.day_to) for task in milestone] == [(29, 29)]


def test_one_id_means_one_piece_of_work(framework: Framework) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for plan in framework.plans.values():
        for task in (task for month in plan.months for task in month):
            assert seen.setdefault(task.id, (task.title, task.done_when)) == (task.title, task.done_when)


def test_preparing_builds_nothing(framework: Framework) -> None:
    ids = {task.id for month in framework.plans[VerdictCode.PREPARE_2].months for task in month}
    assert not {name for name in ids if name.startswith(("segment-", "individual-"))}
    assert {task.id for task in framework.playbook[0].tasks} <= ids


@pytest.mark.parametrize(
    "code", [VerdictCode.GO_2, VerdictCode.EVALUATE_2, VerdictCode.STAY_2_IMPROVE, VerdictCode.STAY_2_WAIT]
)
def test_the_gate_stands_in_month_3(framework: Framework, code: VerdictCode) -> None:
    kinds = [task.kind for task in framework.plans[code].months[2]]
    assert kinds.count(TaskKind.GATE) == 1


def test_the_gate_is_decided_monthly_while_it_rises(framework: Framework) -> None:
    months = framework.plans[VerdictCode.STAY_2_IMPROVE].months
    assert [sum(task.kind == TaskKind.GATE for task in month) for month in months] == [1, 1, 1]


def test_gathering_says_how_long_it_takes_and_that_one_may_stop(framework: Framework) -> None:
    said = " ".join(framework.gather)
    assert "20 minutes by hand" in said
    assert "an hour with your data" in said
    assert "stop at any time" in said


def test_every_step_has_its_guidance(framework: Framework) -> None:
    for step, text in framework.steps.items():
        guidance = text.guidance
        assert text.question.endswith("?"), step
        assert all(len(part) > 60 for part in (guidance.why, guidance.how, guidance.example)), step
        assert len(text.name) <= 20, step


def test_the_sources_of_the_methods_are_named(framework: Framework) -> None:
    said = " ".join(f"{one.name} {one.rule} {one.why}" for one in framework.method)
    for source in (
        *(
            "Robert Ta",
            "Clarity",
            "Wilson 1927",
            "Newcombe 1998",
            "Katz and others 1978",
            "Efron",
            "Chao 1984",
        ),
        *("Hill 1973", "Good 1953", "Borda", "Condorcet", "Kendall", "Fleiss 1971", "Gail & Simon 1985"),
        *("Holm 1979", "Sean Ellis"),
    ):
        assert source in said, source


def test_spelling_is_one_throughout() -> None:
    for path in (FILE, *FILE.with_suffix("").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"\b(?:behavior\w*|personalis\w*|individualis\w*|monetis\w*)", text), path


def test_phrases_are_named_by_file_table_and_key(framework: Framework) -> None:
    assert framework.phrase("core.numbers.3") == "three"
    assert framework.phrase("core.flow.stale", days=91) == "Evidence is 91 days old"


def test_values_are_never_read_as_templates(framework: Framework) -> None:
    said = framework.phrase("core.review.note")
    assert said == "Note"
    hostile = framework.phrase("core.review.overridden", status="absent", reason="{reason} {0} %s")
    assert "{reason} {0} %s" in hostile


def test_an_unknown_sentence_is_named(framework: Framework) -> None:
    with pytest.raises(FrameworkError, match=r"core\.no\.such is missing"):
        framework.phrase("core.no.such")
    with pytest.raises(FrameworkError, match="asks for an unknown value 'days'"):
        framework.phrase("core.flow.stale")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "en.toml cannot be read" in sentence(tmp_path / "en.toml")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    assert f"{tmp_path} cannot be read" in sentence(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"version = ", "not valid TOML"), (b"\xff\xfe\x00", "not text in UTF-8"), (b"", "expected a table")],
)
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "en.toml"
    path.write_bytes(content)
    said = sentence(path)
    assert "en.toml" in said
    assert words in said


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        (
            "users_early = 100",
            "users_early = 'many'",
            "thresholds.users_early",
            "a whole number, found 'many'",
        ),
        ("users_early = 100", "users_early = true", "thresholds.users_early", "a whole number, found True"),
        ("users_early = 100", "users_early = 0", "thresholds.users_early", "a number above 0"),
        ("users_early = 100", "users_early = 300", "thresholds.users_early", "at most users_present"),
        ("users_early = 100", "user_early = 100", "thresholds.user_early", "no such key"),
        ("gate_lift = 0.15", "gate_lift = 15", "thresholds.gate_lift", "a share above 0 and below 1"),
        ("survey_share = 0.40", "survey_share = 40", "evidence.survey_share", "a share"),
        ("social = 0.25", "social = 25", "evidence.benchmarks.social", "a share"),
        ("social = 0.25", "", "evidence.benchmarks.social", "a number, it is missing"),
        ("social = 0.25", "dating = 0.25", "evidence.benchmarks.dating", "no such key"),
        ("signals_for_stage_3 = 4", "signals_for_stage_3 = 6", "signals_for_stage_3", "at most 5"),
        ("users_from = 100", "users_from = 110", "timing[1].users_from", "expected 100"),
        ("users_to = 500", "", "timing[2].users_from", "no row after"),
        ("users_to = 500", "users_to = 50", "timing[1].users_to", "more than 100"),
        ('id = "growth"', 'id = "decline"', "timing[3].id", "one of pre_pmf"),
        ('version = "1.0"', "", "version", "a text, it is missing"),
        ('version = "1.0"', "version = 1", "version", "a text, found 1"),
        ('version = "1.0"', 'version = "  "', "version", "not empty"),
        ("[rules.B3]", "[rules.B9]", "rules.B3", "an entry for each"),
        ("[rules.S0]", "[rules.S9]", "rules.S0", "an entry for each"),
        ("[stages.2]", "[stages.4]", "stages.2", "an entry for each"),
        ("meaning.unclear", "meaning.vague", "signals.pmf.meaning.unclear", "an entry for each"),
        ("[steps.trap]", "[steps.hole]", "steps.hole", "no such key"),
        ("day_from = 0", "day_from = 30", "playbook[0].tasks[0].day_to", "days from 0 to 29"),
        ('kind = "milestone"', 'kind = "work"', "playbook[0].tasks", "exactly one milestone"),
        ('kind = "work"', 'kind = "play"', "playbook[0].tasks[0].kind", "one of work"),
        ('id = "instrument-baseline"', 'id = "instrument-tracking"', "tasks[1].id", "used once"),
        ("[plans.GO_2]", "[plans.GO_4]", "plans.GO_4", "no such key"),
        ('use = "evaluate-gate"', 'use = "nowhere"', "plans.GO_2.month_3[2].use", "the id of a task"),
        ("[[plans.GO_2.month_3]]", "[[plans.GO_2.month_4]]", "plans.GO_2.month_4", "no such key"),
        ("gather = [", "gather = [3,", "gather[0]", "a text, found 3"),
        ("[priorities]", "[priority]", "priority", "no such key"),
        ("effort = 5", "effort = 5.5", "signals.pmf.effort", "a whole number"),
    ],
)
def test_each_mistake_is_named_with_its_key(copy: Path, old: str, new: str, key: str, words: str) -> None:
    change(copy, old, new)
    said = sentence(copy)
    assert "en.toml" in said
    assert key in said
    assert words in said


@pytest.mark.parametrize(
    "table", ["thresholds", "evidence", "plans", "rules", "signals", "timing", "playbook"]
)
def test_a_value_in_place_of_a_table_is_named(copy: Path, table: str) -> None:
    text = copy.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=\[)", text)
    kept = [part for part in parts if not re.match(rf"\[+{table}[.\]]", part)]
    copy.write_text(f"{table} = 3\n" + "".join(kept), encoding="utf-8")
    said = sentence(copy)
    assert table in said
    assert "found 3" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a = 3", "core.a: expected a text, found 3"),
        ('[t]\na = "{open"', "core.t.a: expected a text with closed"),
        ("[t.u]\na = 'x'", "core.t.u: expected a text, found a table"),
    ],
)
def test_a_damaged_phrase_file_is_named(copy: Path, content: str, words: str) -> None:
    (copy.parent / "en" / "core.toml").write_text(content, encoding="utf-8")
    said = sentence(copy)
    assert "core.toml" in said
    assert words in said


def test_a_framework_with_other_numbers_loads(copy: Path) -> None:
    change(copy, "users_present = 200", "users_present = 250")
    assert load(copy).thresholds.users_present == 250


def test_long_wrong_values_are_cut(copy: Path) -> None:
    change(copy, "users_early = 100", f"users_early = '{'x' * 500}'")
    assert len(sentence(copy)) < 200
