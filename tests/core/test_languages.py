"""A second language is a file and a folder beside the English ones; what it lacks is English."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui import paths
from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.framework import FALLBACK, Framework, load
from readiness_gui.core.languages import in_language, languages
from readiness_gui.core.plan_words import days_words
from readiness_gui.core.terms import SignalId, VerdictCode
from readiness_gui.core.toml_reader import merged
from readiness_gui.core.wording import (
    date_words,
    day_words,
    inside,
    listed,
    number,
    numbers,
    percent,
    quoted,
    short_date,
    short_percent,
)
from tests.tongues import CODE, resources_with


@pytest.fixture
def german(tmp_path: Path) -> Framework:
    return in_language(CODE, resources_with(tmp_path))


def test_a_file_beside_the_english_one_is_a_language(tmp_path: Path) -> None:
    found = languages(resources_with(tmp_path))
    assert (found[0].code, found[0].name) == (FALLBACK, "English")
    assert (CODE, "Deutsch") in [(one.code, one.name) for one in found]


def test_what_is_translated_is_used_and_the_rest_is_english(german: Framework, framework: Framework) -> None:
    assert german.language == CODE
    assert german.signals[SignalId.DIVERSITY].name == "Verschiedene Nutzer"
    assert german.verdicts[VerdictCode.GO_2].title == "Jetzt Segmente bauen"
    assert german.phrase("report.timeline.title") == "Die nächsten 90 Tage"
    assert german.thresholds == framework.thresholds
    assert german.phrase("report.title", product="x") == framework.phrase("report.title", product="x")


def test_one_task_of_a_month_can_be_translated_alone(german: Framework, framework: Framework) -> None:
    ours, theirs = framework.playbook[0].tasks, german.playbook[0].tasks
    assert [task.id for task in theirs] == [task.id for task in ours]
    changed = [task for task, other in zip(theirs, ours, strict=True) if task != other]
    assert [task.title for task in changed] == ["Festhalten, wie verschieden Nutzer sind"]
    plan = german.plans[VerdictCode.GO_2].months
    assert changed[0].title in {task.title for month in plan for task in month}, "and the plans that use it"


def test_dates_lists_and_numbers_are_written_as_the_language_does(german: Framework) -> None:
    assert date_words(date(2026, 3, 2), german) == "2. März 2026"
    assert listed(["a", "b", "c"], german) == "a, b und c"
    assert number("12,345.6 %", german) == "12.345,6 %"


ENGLISH = load(paths.resources() / "framework" / "en.toml")


@given(st.floats(0, 1e9), st.integers(0, 4))
def test_english_numbers_stay_as_python_writes_them(value: float, digits: int) -> None:
    words = f"{value:,.{digits}f}"
    assert number(words, ENGLISH) == words


def test_what_parts_a_list_is_no_part_of_a_number(german: Framework) -> None:
    assert number("2, 7", german) == "2, 7"
    assert number("1.5, 2,000.", german) == "1,5, 2.000."


SHIPPED = in_language("de", paths.resources())


@pytest.mark.parametrize(
    ("words", "english", "german"),
    [
        ("31 %", "31 %", "31\u00a0%"),
        ("31%", "31 %", "31\u00a0%"),
        ("31\u00a0%", "31 %", "31\u00a0%"),
        ("-12.5 %", "−12.5 %", "−12,5\u00a0%"),
        ("0.5–1", "0.5–1", "0,5–1"),
        ("= .002", "= .002", "= 0,002"),
        ("< 0.001", "< 0.001", "< 0,001"),
        ("1,234,567", "1,234,567", "1.234.567"),
        ("(-3 to -1)", "(−3 to −1)", "(−3 to −1)"),
        ("2026-03-02", "2026-03-02", "2026-03-02"),
        ("–", "–", "–"),
    ],
)
def test_a_number_is_written_as_the_language_shipped_does(words: str, english: str, german: str) -> None:
    assert (number(words, ENGLISH), number(words, SHIPPED)) == (english, german)
    assert numbers(SHIPPED, a=words) == {"a": german}


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_dates_come_in_four_lengths(day: date) -> None:
    assert short_date(day, ENGLISH) == day.isoformat()
    assert short_date(day, SHIPPED) == f"{day:%d.%m.%Y}"
    assert day_words(day, ENGLISH) == f"{day.day} {day:%B}"
    assert date_words(day, SHIPPED) == f"{day_words(day, SHIPPED)} {day.year}"
    assert day_words(day, SHIPPED).startswith(f"{day.day}. ")


def test_labels_and_quotes_inside_a_sentence_are_those_of_the_language() -> None:
    assert (inside("First come", ENGLISH), inside("Segmente zuerst", SHIPPED)) == (
        "first come",
        "Segmente zuerst",
    )
    assert (quoted("a", ENGLISH), quoted("a", SHIPPED)) == ("“a”", "„a“")
    assert inside("", ENGLISH) == ""


def test_a_stretch_of_days_has_the_points_of_german() -> None:
    first = date(2026, 4, 14)
    assert days_words(first, date(2026, 4, 28), SHIPPED) == "14.–28. April"
    assert days_words(first, date(2026, 5, 5), SHIPPED) == "14. April – 5. Mai"
    assert days_words(first, first, SHIPPED) == "14. April"


def test_a_language_that_is_not_there_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match=r"There are no texts in “xx”"):
        in_language("xx", resources_with(tmp_path))
    with pytest.raises(FrameworkError, match="no texts"):
        in_language("../framework/en", resources_with(tmp_path / "b"))


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("report", '[timeline]\nlead = "Ab {begin}"', "no {begin}"),
        ("report", '[timeline]\nlaed = "Ab {start}"', "report.timeline.laed"),
        ("core", '[words]\ndate = "{day}. {mon"', "closed"),
    ],
)
def test_a_flaw_in_a_translation_names_the_sentence(
    tmp_path: Path, topic: str, text: str, expected: str
) -> None:
    resources = resources_with(tmp_path, sentences={topic: text})
    with pytest.raises(FrameworkError, match=expected):
        in_language(CODE, resources)


def test_a_flaw_in_the_translated_file_names_that_file(tmp_path: Path) -> None:
    resources = resources_with(tmp_path, "[signals.diversity]\nname = 3")
    with pytest.raises(FrameworkError, match=r"de\.toml, key signals\.diversity\.name"):
        in_language(CODE, resources)


def test_lists_without_names_go_by_place_and_other_lengths_take_the_place() -> None:
    whole = {"a": [{"x": 1, "y": 2}, {"x": 3}], "b": [1, 2], "c": [{"id": "p", "t": 1}, {"id": "q", "t": 2}]}
    part = {"a": [{"x": 9}, {"y": 8}], "b": [7], "c": [{"id": "q", "t": 5}]}
    assert merged(whole, part) == {
        "a": [{"x": 9, "y": 2}, {"x": 3, "y": 8}],
        "b": [7],
        "c": [{"id": "p", "t": 1}, {"id": "q", "t": 5}],
    }


@pytest.mark.parametrize(
    ("share", "places", "plain", "gain"),
    [
        (0.41, 0, "41 %", "+41 %"),
        (1.0, 0, "100 %", "+100 %"),
        (0.1249, 1, "12.5 %", "+12.5 %"),
        (-0.05, 0, "-5 %", "-5 %"),
        (0.0, 1, "0.0 %", "0.0 %"),
        (0.0004, 0, "0 %", "0 %"),
        (-0.0004, 1, "0.0 %", "0.0 %"),
        (-0.0004, 2, "-0.04 %", "-0.04 %"),
        (None, 1, "–", "–"),
    ],
)
def test_a_share_is_said_in_per_cent(share: float | None, places: int, plain: str, gain: str) -> None:
    assert (percent(share, places), percent(share, places, signed=True)) == (plain, gain)


@pytest.mark.parametrize(
    ("share", "places", "words"),
    [
        (0.31, 1, "31 %"),
        (0.315, 1, "31.5 %"),
        (0.1, 1, "10 %"),
        (2.0, 1, "200 %"),
        (0.12345, 3, "12.345 %"),
        (123.0, 3, "12300 %"),
        (0.0, 1, "0 %"),
    ],
)
def test_decimal_places_that_say_nothing_are_left_out(share: float, places: int, words: str) -> None:
    assert short_percent(share, places) == words


@pytest.mark.parametrize(
    "path", sorted((paths.resources() / "framework" / "en").glob("*.toml")), ids=lambda one: one.name
)
def test_english_texts_part_a_number_and_its_per_cent_sign(path: Path) -> None:
    assert re.findall(r".{0,20}[\d}]%", path.read_text(encoding="utf-8")) == []


def test_no_code_writes_a_share_past_the_one_helper() -> None:
    written = re.compile(r":\+?\.\d%\}|\d%\"")
    code = sorted((paths.resources().parent / "readiness_gui").rglob("*.py"))
    assert code
    assert [one.name for one in code if written.search(one.read_text(encoding="utf-8"))] == []
