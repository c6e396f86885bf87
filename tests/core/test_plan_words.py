"""Sentences on work, people and links; what bears on a task; the file that says so."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from readiness_gui import paths
from readiness_gui.core.bearing import Note, notes_on
from readiness_gui.core.capacity import Range, weeks_of
from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.framework import Framework, load
from readiness_gui.core.framework_links import FILE, MADE
from readiness_gui.core.model import Roadmap
from readiness_gui.core.plan_words import (
    circle_words,
    days_words,
    ends_words,
    order_words,
    weeks_words,
    work_words,
)
from readiness_gui.core.roadmap import generate
from readiness_gui.core.terms import Answer, Choice, SymptomId, TaskKind, TradeoffId, VerdictCode
from readiness_gui.core.verdict import decide, inputs_of
from tests.core.test_capacity import plan, work
from tests.core.test_links import task
from tests.core.test_roadmap import CASES, made

GO = CASES[VerdictCode.GO_2]


def go(framework: Framework, people: float | None) -> Roadmap:
    return replace(generate(GO, decide(inputs_of(GO), framework), framework, date(2026, 3, 2)), people=people)


class TestWork:
    def test_without_people_the_weeks_are_told_and_people_asked_for(self, framework: Framework) -> None:
        (said,) = work_words(go(framework, None), framework)
        assert "4–6 weeks of one person’s full time" in said
        assert "Say how many people" in said

    def test_with_people_weeks_become_dates(self, framework: Framework) -> None:
        first, *_ = work_words(go(framework, 1.0), framework)
        assert "With one person at it" in first
        assert first.endswith("the last of them ends 29 April – 13 May.")
        assert len(work_words(go(framework, 2.0), framework)) == 1, "two people have nothing to worry about"

    def test_too_few_people_run_past_the_ninety_days(self, framework: Framework) -> None:
        said = work_words(go(framework, 0.5), framework)
        (past,) = [one for one in said if "past the end of the 90 days on 30 May 2026" in one]
        assert "“Take the first reading”" in past
        assert "More people, a smaller scope or a later gate" in past
        assert not any("past the gate" in one for one in said), "one sentence a task"
        (load,) = [one for one in said if "more people at a time than the 0.5 there are" in one]
        assert "1.2–1.9 on 30 March – 1 May" in load

    def test_what_runs_past_the_gate_only_is_told_apart(self, framework: Framework) -> None:
        gate = task("gate", 15, 1, kind=TaskKind.GATE)
        tasks = [work(f"w{at}", 0, 0.5, 1.5) for at in range(5)]
        (_, past, _load) = work_words(plan(*tasks, gate, people=1.0), framework)
        assert "past the gate on 23 March 2026" in past
        assert "“w0”; “w1”; “w2” and 2 more" in past
        done = replace(gate, done=True)
        assert not any("gate on" in one for one in work_words(plan(*tasks, done, people=1.0), framework))

    def test_of_several_gates_the_one_that_waits_counts(self, framework: Framework) -> None:
        gates = (
            task("early", 5, 1, "other", kind=TaskKind.GATE),
            task("late", 20, 1, "mine", kind=TaskKind.GATE),
        )
        mine, other = work("mine", 0, 1, 2.5), work("other", 0, 0.2, 0.4)
        said = work_words(plan(mine, other, *gates, people=1.0), framework)
        assert not any("past the gate" in one for one in said), "in time for the gate that waits for it"
        turned = (replace(gates[0], after=frozenset({"mine"})), gates[1])
        said = work_words(plan(mine, other, *turned, people=1.0), framework)
        assert any("“mine” may last until" in one and "past the gate on 9 March" in one for one in said)

    def test_nothing_is_said_where_no_open_task_has_weeks(self, framework: Framework) -> None:
        assert work_words(plan(task("a", 0, 5), people=2.0), framework) == ()
        assert work_words(plan(replace(work("a", 0, 1, 2), done=True)), framework) == ()

    @pytest.mark.parametrize(
        ("low", "high", "said"),
        [
            (4.0, 6.0, "4–6 weeks of work"),
            (1.0, 1.0, "1 week of work"),
            (0.5, 0.5, "0.5 weeks of work"),
            (None, None, ""),
        ],
    )
    def test_weeks_in_words(
        self, framework: Framework, low: float | None, high: float | None, said: str
    ) -> None:
        one = replace(task("a", 0, 5), weeks_low=low, weeks_high=high)
        assert weeks_words(one, framework) == said

    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            (date(2026, 4, 14), date(2026, 4, 28), "14–28 April"),
            (date(2026, 4, 28), date(2026, 5, 5), "28 April – 5 May"),
            (date(2026, 4, 14), date(2027, 4, 14), "14 April – 14 April"),
            (date(2026, 4, 14), date(2026, 4, 14), "14 April"),
        ],
    )
    def test_a_range_of_days_in_words(self, framework: Framework, first: date, last: date, said: str) -> None:
        assert days_words(first, last, framework) == said
        assert ends_words(Range(first, last), framework) == f"ends {said}"


class TestOrder:
    def test_what_begins_too_early_is_named_with_what_it_waits_for(self, framework: Framework) -> None:
        tasks = (task("a", 0, 5), task("b", 2, 5), task("c", 3, 1, "a", "b"))
        assert order_words(plan(*tasks), framework) == (
            "“c” begins before “b” is finished on 10 March. Move one of them, or no longer let it wait.",
        )
        assert order_words(go(framework, None), framework) == ()

    def test_a_circle_is_told_by_the_way_it_takes(self, framework: Framework) -> None:
        a, b, c = task("a", 0, 1), task("b", 1, 1), task("c", 2, 1)
        assert circle_words((a, b), framework).startswith("“a” waits for “b” already")
        assert "by way of b, so" in circle_words((a, b, c), framework)


class TestBearing:
    def notes(self, framework: Framework, task_id: str, **sides: Choice) -> tuple[Note, ...]:
        one = GO
        for name, choice in sides.items():
            one = one.with_tradeoff(TradeoffId(name), choice=choice)
        return notes_on(task_id, one, framework)

    def test_a_symptom_warns_where_it_bears_and_only_with_yes(self, framework: Framework) -> None:
        text = framework.symptoms[SymptomId.COLLECT_FIRST]
        for answer, wanted in ((Answer.YES, 1), (Answer.NO, 0), (Answer.UNKNOWN, 0)):
            one = GO.with_symptom(SymptomId.COLLECT_FIRST, answer)
            found = notes_on("segment-detect", one, framework)
            assert len(found) == wanted
        warned = notes_on("segment-detect", GO.with_symptom(SymptomId.COLLECT_FIRST, Answer.YES), framework)
        assert warned[0].warns
        assert (warned[0].short, text.advice in warned[0].words) == (text.name, True)
        assert (
            notes_on("segment-control", GO.with_symptom(SymptomId.COLLECT_FIRST, Answer.YES), framework) == ()
        )

    def test_an_answer_is_shown_where_it_bears(self, framework: Framework) -> None:
        (note,) = self.notes(framework, "segment-detect", build=Choice.SECOND)
        assert (note.warns, note.short) == (False, "Buy it")
        assert framework.tradeoffs[TradeoffId.BUILD].second in note.words

    def test_a_side_against_the_advice_warns_with_the_advice(self, framework: Framework) -> None:
        text = framework.tradeoffs[TradeoffId.REVERSIBILITY]
        (against,) = self.notes(framework, "individual-build", reversibility=Choice.SECOND)
        assert against.warns
        assert text.advice in against.words
        (kept,) = self.notes(framework, "individual-build", reversibility=Choice.FIRST)
        assert not kept.warns
        assert text.advice not in kept.words

    def test_an_open_answer_says_so(self, framework: Framework) -> None:
        (note,) = self.notes(framework, "commit", reversibility=Choice.UNKNOWN)
        assert note.short == "Reversibility: still open"
        assert self.notes(framework, "commit") == ()

    def test_a_task_of_the_users_own_has_none(self, framework: Framework) -> None:
        assert self.notes(framework, "own-1", reversibility=Choice.SECOND) == ()

    @pytest.mark.parametrize("symptom", SymptomId)
    def test_each_symptom_bears_on_some_task(self, framework: Framework, symptom: SymptomId) -> None:
        assert any(symptom in one.symptoms for one in framework.links.bearing.values())

    @pytest.mark.parametrize("side", [Choice.FIRST, Choice.SECOND])
    @pytest.mark.parametrize("tradeoff", TradeoffId)
    def test_each_side_of_each_trade_off_has_words(
        self, framework: Framework, tradeoff: TradeoffId, side: Choice
    ) -> None:
        tasks = [name for name, one in framework.links.bearing.items() if tradeoff in one.tradeoffs]
        assert tasks
        notes = notes_on(tasks[0], GO.with_tradeoff(tradeoff, choice=side), framework)
        assert any(framework.tradeoffs[tradeoff].name in note.words and note.short for note in notes)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the framework that a test may damage."""
    source = paths.resources() / "framework" / "en.toml"
    shutil.copytree(source.with_suffix(""), tmp_path / "en")
    return Path(shutil.copy(source, tmp_path / "en.toml"))


class TestFile:
    def test_the_tasks_of_a_stage_take_what_the_stage_takes(self, framework: Framework) -> None:
        wanted = {"STAY_1": (1, 2), "STEP_BACK_2": (1, 2), "GO_2": (4, 6), "GO_3": (8, 12)}
        assert set(framework.links.carries) == set(wanted)
        for name, weeks in wanted.items():
            roadmap = made(CASES[VerdictCode(name)], framework)
            found = [one for item in roadmap.tasks if (one := weeks_of(item))]
            assert tuple(sum(ends) for ends in zip(*found, strict=True)) == weeks

    def test_the_gate_comes_after_segments_and_reading_after_detection(self, framework: Framework) -> None:
        after = framework.links.after
        assert "segment-adapt" in after["evaluate-gate"]
        assert "segment-detect" in after["segment-first-reading"]
        assert "commit" in after["individual-build"]

    def test_tasks_made_from_answers_are_known(self, framework: Framework) -> None:
        planned = {one.id for plan in framework.plans.values() for month in plan.months for one in month}
        for one in CASES.values():
            assert {item.id for item in made(one, framework).tasks} <= planned | set(MADE)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("GO_2 = 2", "GO_2 = 3", "key carries.GO_2: expected weeks of its tasks that add up to 8 and 12"),
            ("GO_2 = 2", "GO_9 = 2", "key carries.GO_9: there is no such key"),
            ("GO_2 = 2", "GO_2 = 7", "key carries.GO_2: expected a stage"),
            ("low = 1.25, high = 2", "low = 2.5, high = 2", "key weeks.segment-detect: expected low above 0"),
            ("low = 1.25, high = 2", "low = 1, high = 2", "found '3.75 and 6'"),
            ('core-fix = ["', 'core-mend = ["', "key after.core-mend: there is no such key"),
            (
                'core-fix = ["core-leavers',
                'core-fix = ["core-leaver',
                "key after.core-fix.core-leaver: there",
            ),
            ('core-fix = ["core-leavers', 'core-fix = ["core-fix', "a task that ends before it begins"),
            (
                'segment-adapt = ["segment-control',
                'segment-adapt = ["segment-detect',
                "key after.segment-adapt: expected a task that ends before it begins in GO_2",
            ),
            ('"reversibility"] }\nback', '"regret"] }\nback', "key bearing.hold-freeze.tradeoffs[0]"),
        ],
    )
    def test_a_fact_that_cannot_be_is_named(self, copy: Path, old: str, new: str, said: str) -> None:
        path = copy.with_suffix("") / FILE
        text = path.read_text(encoding="utf-8")
        assert old in text, f"the test's anchor is gone: {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(FrameworkError, match=FILE) as caught:
            load(copy)
        assert said in str(caught.value)

    def test_without_the_file_nothing_is_loaded(self, copy: Path) -> None:
        (copy.with_suffix("") / FILE).unlink()
        with pytest.raises(FrameworkError, match="put the file back"):
            load(copy)
