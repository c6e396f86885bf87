"""Every language beside English says the same: no key, number or placeholder lost, no text left over."""

from __future__ import annotations

import re
import shutil
import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from readiness_gui import paths
from readiness_gui.core import framework_check
from readiness_gui.core.framework import load
from readiness_gui.core.framework_check import RULE_IDS, read_phrases
from readiness_gui.core.framework_links import FILE
from readiness_gui.core.languages import languages
from readiness_gui.core.terms import VerdictCode
from readiness_gui.core.toml_reader import TomlReader
from readiness_gui.report import plots

FOLDER = paths.resources() / "framework"
ENGLISH = "en"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != ENGLISH)

#: keys whose text is no text of a reader: it must stay what it is in English
FIXED = re.compile(r"^[^/]*\.(id|kind|use|plain)$|^version$|^whatif/effort_")
#: words of a file, a program or a person, which a translation quotes as they are
QUOTED = re.compile(
    r"When to Add Personalization to Your AI Product"
    r"|\b(?:low|high|neutral|control|treatment|day-first|month-first|true|false|schema_version|product)\b"
    r"|--library|--stage|\.readiness|Product-Market-Fit|Readiness"
)
#: texts that are the same in German as in English
SAME = {
    "de": frozenset(
        {"April", "August", "September", "November", "Name", "Segment", "Export", "Panel"}
        | {"{status}, {grade}", "{month} {year}", "{signal}, {status}: {reason}", "{name}: {status}"}
        | {"Portfolio", "–", "{stage} {name}", "{stage} → {target}", "{who}: {words}"}
        | {"{figure} ({low} … {high})"}
    )
}
#: words that no language written here shares with English
TELLING = re.compile(
    r"\b(?:the|and|which|with|your|you|this|that|there|they|from|users?|of|is|are|not|by|each|what|who|has"
    r"|have|yet|how|when|until|than|its|their|choose|retained|stage|gate|reading|evidence)\b",
    re.IGNORECASE,
)

Leaves = dict[str, object]


def leaves(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its dotted key; the place in a list is part of the key."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(inner, f"{key}.{name}" if key and not key.endswith("/") else f"{key}{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{key}[{place}]")
    else:
        yield key, value


def sentences(folder: Path) -> list[Path]:
    """The files of sentences; what the framework knows of its tasks has no language."""
    return [path for path in sorted(folder.glob("*.toml")) if path.name != FILE]


def read(folder: Path, language: str) -> Leaves:
    """All values of a language: those of the framework file, and those of its folder as "topic/key"."""
    found = dict(leaves(tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))))
    for path in sentences(folder / language):
        found |= leaves(tomllib.loads(path.read_text(encoding="utf-8")), f"{path.stem}/")
    return found


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def flaws(folder: Path, language: str) -> list[str]:
    """What a language has lost or left over, as "kind key"."""
    english, other = read(folder, ENGLISH), read(folder, language)
    found = [f"missing {key}" for key in english.keys() - other.keys()]
    found += [f"unknown {key}" for key in other.keys() - english.keys()]
    for key in english.keys() & other.keys():
        found += [f"{kind} {key}" for kind in _flaws_of(key, english[key], other[key], language)]
    return sorted(found)


def _flaws_of(key: str, english: object, other: object, language: str) -> Iterator[str]:
    if not isinstance(english, str) or not isinstance(other, str) or FIXED.search(key):
        if (type(english), english) != (type(other), other):
            yield "changed"
        return
    if not other.strip():
        yield "empty"
    if "/" in key and placeholders(english) != placeholders(other):
        yield "placeholders"
    if sorted(re.findall(r"\d+", english)) != sorted(re.findall(r"\d+", other)):
        yield "numbers"
    words = QUOTED.sub(" ", re.sub(r"\{.*?\}", " ", other))
    if TELLING.search(words) or (other == english and other not in SAME.get(language, ())):
        yield "english"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of all languages that a test may damage."""
    return Path(shutil.copytree(FOLDER, tmp_path / "framework"))


def test_there_is_a_language_beside_english() -> None:
    assert "de" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_the_same_as_english(language: str) -> None:
    assert flaws(FOLDER, language) == []


def test_every_language_that_is_offered_is_checked() -> None:
    assert {one.code for one in languages(paths.resources())} == {ENGLISH, *LANGUAGES}


def test_only_short_texts_may_stay_as_in_english() -> None:
    assert not [text for texts in SAME.values() for text in texts if len(text) > 30]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_sentences_of_english_in_the_same_files(language: str) -> None:
    """No sentence is missing, and none loses a value it is given, as the program reads them."""
    english = load(FOLDER / f"{ENGLISH}.toml")
    own, whole = sentences(FOLDER / language), sentences(FOLDER / ENGLISH)
    assert {path.name for path in own} == {path.name for path in whole}
    phrases = dict(pair for path in own for pair in read_phrases(TomlReader(path)))
    assert phrases.keys() == english.phrases.keys()
    asked = {key: framework_check.placeholders(text) for key, text in phrases.items()}
    assert asked == {key: framework_check.placeholders(text) for key, text in english.phrases.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_loads_with_the_numbers_of_english(language: str) -> None:
    english, other = load(FOLDER / f"{ENGLISH}.toml"), load(FOLDER / f"{language}.toml")
    assert other.thresholds == english.thresholds
    assert other.evidence == english.evidence
    assert other.phrases.keys() == english.phrases.keys()
    assert set(other.rules) == set(RULE_IDS)
    for code in VerdictCode:
        plan, same = english.plans[code].months, other.plans[code].months
        assert [[(one.id, one.kind, one.day_from, one.day_to) for one in month] for month in plan] == [
            [(one.id, one.kind, one.day_from, one.day_to) for one in month] for month in same
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_piece_of_work_has_one_title(language: str) -> None:
    seen: dict[str, tuple[str, str, str]] = {}
    for plan in load(FOLDER / f"{language}.toml").plans.values():
        for task in (task for month in plan.months for task in month):
            words = (task.title, task.detail, task.done_when)
            assert seen.setdefault(task.id, words) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_are_twelve_words(language: str) -> None:
    framework = load(FOLDER / f"{language}.toml")
    months = framework.phrase("evidence.months").split()
    assert months == [framework.phrase(f"core.months.{number}") for number in range(1, 13)]


@pytest.mark.parametrize("key", ["charts.", "report.figures", "report.timeline.", "core.task"])
def test_labels_leave_room(key: str) -> None:
    """Words in charts, headers and the timeline are at most half as long again as in English."""
    english, german = load(FOLDER / "en.toml"), load(FOLDER / "de.toml")
    long = [
        name
        for name, text in german.phrases.items()
        if name.startswith(key)
        and not name.endswith(("detail", "done_when", "lead", "alt"))
        and len(text) > max(20, 1.5 * len(english.phrases[name]))
    ]
    assert long == []


def test_no_task_is_cut_short_in_the_printed_timeline() -> None:
    """German titles of tasks fit the place that the timeline has for them."""
    german = load(FOLDER / "de.toml")
    titles = {task.title for plan in german.plans.values() for month in plan.months for task in month}
    titles |= {text.resolve_title for text in german.signals.values()}
    titles |= {
        text.format(needed=2000, profiles=12)
        for key, text in german.phrases.items()
        if key.startswith("core.task_") and key.endswith(".title")
    }
    assert {title for title in titles if len(title) > plots.NAME} == set()


def test_a_verdict_has_room_in_the_contents_of_the_report() -> None:
    """German titles of verdicts stand on one line of the contents, in half of the page."""
    titles = {text.title for text in load(FOLDER / "de.toml").verdicts.values()}
    assert {title for title in titles if len(title) > 50} == set()


#: how German is set -> what would break it
SETTING = {
    "a no-break space stands before the per cent sign": r" %|\d%|\}%",
    "quotes are German": r"”|\"|(?<!\w)'|„[^“]*(?:„|$)",
    "an en dash stands between numbers": r"(?<![\d(^])\b\d+-\d+ ",
    "no space is doubled or stands before a mark": r"  |\w [,;:!?]",
    "readers are addressed formally": r"\b(?:[Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir|[Ee]uch|[Ee]uer)\b",
}


@pytest.mark.parametrize("rule", SETTING)
def test_german_is_set_as_german_is(rule: str) -> None:
    texts = {key: text for key, text in read(FOLDER, "de").items() if isinstance(text, str)}
    assert [key for key, text in texts.items() if re.search(SETTING[rule], text)] == []


# ---- the checks above find what they look for


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test's anchor is gone: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


Damage = tuple[str, Callable[[Path], None]]

DAMAGES: dict[str, Damage] = {
    "a topic is not translated": (
        "missing whatif/change_gate",
        lambda folder: (folder / "de" / "whatif.toml").unlink(),
    ),
    "a key is lost": (
        "missing signals.pmf.short",
        lambda folder: _edit(folder / "de.toml", 'short = "Product-Market-Fit"\n', ""),
    ),
    "a key is made up": (
        "unknown report/subtitel",
        lambda folder: _edit(folder / "de" / "report.toml", "subtitle =", "subtitel ="),
    ),
    "a threshold moves": (
        "changed thresholds.users_present",
        lambda folder: _edit(folder / "de.toml", "users_present = 200", "users_present = 250"),
    ),
    "a number becomes a text": (
        "changed signals.pmf.effort",
        lambda folder: _edit(folder / "de.toml", "effort = 5", 'effort = "5"'),
    ),
    "an id is translated": (
        "changed playbook[0].tasks[0].id",
        lambda folder: _edit(folder / "de.toml", 'id = "instrument-tracking"', 'id = "erfassen"'),
    ),
    "a fact in a sentence moves": (
        "numbers verdicts.GO_3.summary",
        lambda folder: _edit(
            folder / "de.toml", "Rechnen Sie mit 8–12 Wochen", "Rechnen Sie mit 8–10 Wochen"
        ),
    ),
    "a placeholder is lost": (
        "placeholders core/words.date",
        lambda folder: _edit(folder / "de" / "core.toml", "{day}. {month} {year}", "{day}. {month}"),
    ),
    "a placeholder is translated": (
        "placeholders opening/none",
        lambda folder: _edit(folder / "de" / "opening.toml", "{name} enthält", "{datei} enthält"),
    ),
    "a text is empty": (
        "empty charts/ladder.next",
        lambda folder: _edit(folder / "de" / "charts.toml", 'next = "später"', 'next = " "'),
    ),
    "a text is English": (
        "english charts/profiles.profile",
        lambda folder: _edit(folder / "de" / "charts.toml", '"Bedarfsprofil"', '"Need profile"'),
    ),
    "a sentence is half English": (
        "english report/trace.lead",
        lambda folder: _edit(folder / "de" / "report.toml", "Die erste Sperre", "The first block"),
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_translation_is_found(copy: Path, name: str) -> None:
    expected, damage = DAMAGES[name]
    damage(copy)
    assert expected in flaws(copy, "de")


def test_a_changed_number_of_the_framework_is_no_flaw_when_all_languages_change(copy: Path) -> None:
    for language in (ENGLISH, *LANGUAGES):
        _edit(copy / f"{language}.toml", "users_growth = 2000", "users_growth = 2500")
    assert flaws(copy, "de") == []
