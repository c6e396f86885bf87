"""What the framework file must hold beyond its shape: numbers that make sense, plans that fill 90 days."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from readiness_gui.core.terms import TaskKind, VerdictCode
from readiness_gui.core.toml_reader import TomlReader

#: the rules of the verdict procedure in the order in which the trace names them
RULE_IDS: tuple[str, ...] = (
    *("S0", "B1", "B2", "B3", "B4", "B5"),
    *("STAY_1", "PREPARE_2", "GO_2"),
    *("HOLD_2", "EVALUATE_2", "STEP_BACK_2", "STAY_2_ENOUGH", "STAY_2_IMPROVE", "GO_3", "STAY_2_WAIT"),
    *("HOLD_3", "DEEPEN_3", "CONTINUE_3"),
)

STAGES = (1, 2, 3)
MONTH_DAYS = 30

_STATUSES = ("present", "absent", "unclear")
_SHARES = (
    *("panel_share", "decline_limit_monthly", "decline_limit_weekly", "survey_share", "complaint_alpha"),
    *("probability_yes", "probability_no", "plateau_increment", "consensus_share"),
)
_RISING = (
    *(("signals_needed", "signals_for_stage_3"), ("users_early", "users_present")),
    *(("users_present", "users_validated"), ("users_validated", "users_growth")),
)


def check_tables(reader: TomlReader, file: Mapping[str, Any]) -> None:
    """Check which keys the tables with free keys have.

    Raises:
        FrameworkError: a rule, a stage or a meaning is missing or unknown.

    """
    _keys(reader, "rules", file.get("rules"), RULE_IDS)
    _keys(reader, "stages", file.get("stages"), tuple(str(stage) for stage in STAGES))
    _keys(reader, "plans", file.get("plans"), tuple(VerdictCode))
    signals = file.get("signals")
    for name, signal in signals.items() if isinstance(signals, Mapping) else ():
        meaning = signal.get("meaning") if isinstance(signal, Mapping) else None
        _keys(reader, f"signals.{name}.meaning", meaning, _STATUSES)


def check_numbers(reader: TomlReader, thresholds: object, evidence: object) -> None:
    """Check that the numbers are positive, shares lie in 0..1 and limits rise.

    Raises:
        FrameworkError: a number makes no sense.

    """
    for key, value in (*_numbers("thresholds", thresholds), *_numbers("evidence", evidence)):
        share = key.split(".")[1] in _SHARES or ".benchmarks." in key or key.endswith("gate_lift")
        if share and not 0 < value < 1:
            raise reader.wrong(key, "a share above 0 and below 1", value)
        if value <= 0 and not key.endswith("bootstrap_seed"):
            raise reader.wrong(key, "a number above 0", value)
    for low, high in _RISING:
        if getattr(thresholds, low) > getattr(thresholds, high):
            raise reader.wrong(f"thresholds.{low}", f"at most {high}", getattr(thresholds, low))
    if getattr(thresholds, "signals_for_stage_3") > 5:  # noqa: B009  # no type of the framework is known here
        raise reader.wrong("thresholds.signals_for_stage_3", "at most 5", 6)


def check_timing(reader: TomlReader, rows: tuple[Any, ...]) -> None:
    """Check that the rows of the timing table follow each other from 0 users without a gap.

    Raises:
        FrameworkError: a gap, an overlap or a missing row.

    """
    expected: int | None = 0
    for index, row in enumerate(rows):
        if expected is None or row.users_from != expected:
            wanted = "no row after the one without users_to" if expected is None else f"{expected}"
            raise reader.wrong(f"timing[{index}].users_from", wanted, row.users_from)
        expected = row.users_to
        if expected is not None and expected <= row.users_from:
            raise reader.wrong(f"timing[{index}].users_to", f"more than {row.users_from}", expected)
    if expected is not None or len({row.id for row in rows}) != len(rows):
        raise reader.wrong("timing", "each row once and the last one without users_to", len(rows))


def check_tasks(reader: TomlReader, key: str, tasks: tuple[Any, ...]) -> None:
    """Check one month of a plan: days inside the month, kinds known, ids unique, a milestone at its end.

    Raises:
        FrameworkError: a task makes no sense.

    """
    kinds = (TaskKind.WORK.value, TaskKind.MILESTONE.value, TaskKind.GATE.value)
    for index, task in enumerate(tasks):
        where = f"{key}[{index}]"
        if task.kind not in kinds:
            raise reader.wrong(f"{where}.kind", "one of " + ", ".join(kinds), task.kind)
        if not 0 <= task.day_from <= task.day_to < MONTH_DAYS:
            raise reader.wrong(f"{where}.day_to", "days from 0 to 29, day_from first", task.day_to)
        if task.id in {other.id for other in tasks[:index]}:
            raise reader.wrong(f"{where}.id", "an id used once in its month", task.id)
    if [task.kind for task in tasks].count(TaskKind.MILESTONE.value) != 1:
        raise reader.wrong(key, "exactly one milestone a month", list(tasks))


def read_phrases(reader: TomlReader) -> Iterator[tuple[str, str]]:
    """Yield the sentences of one phrase file by key; placeholders are checked.

    Raises:
        FrameworkError: not a text, or a placeholder that is not closed.

    """
    area = reader.path.stem
    for name, found in reader.load().items():
        table = found.items() if isinstance(found, Mapping) else [("", found)]
        for inner, text in table:
            key = ".".join(part for part in (area, name, inner) if part)
            if not isinstance(text, str):
                raise reader.wrong(key, "a text", text)
            try:
                list(string.Formatter().parse(text))
            except ValueError as error:
                raise reader.wrong(key, "a text with closed {placeholders}", text) from error
            yield key, text


def check_translation(reader: TomlReader, whole: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Check that translated sentences exist in English and ask for no value that those do not get.

    Raises:
        FrameworkError: a sentence is unknown, or names a value nobody gives.

    """
    for key, text in found.items():
        if key not in whole:
            raise reader.wrong(key, "only sentences that the English files have", text)
        extra = placeholders(text) - placeholders(whole[key])
        if extra:
            raise reader.wrong(key, f"no {{{min(extra)}}}, which the English sentence does not have", text)


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces of a sentence."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _keys(reader: TomlReader, key: str, found: object, wanted: tuple[str, ...]) -> None:
    if not isinstance(found, Mapping):
        return  # the reader says so
    for name in wanted:
        if name not in found:
            raise reader.wrong(f"{key}.{name}", "an entry for each of " + ", ".join(wanted))
    for name in found:
        if name not in wanted:
            raise reader.unknown(f"{key}.{name}", wanted)


def _numbers(key: str, record: Any) -> Iterator[tuple[str, float]]:
    for one in fields(record):
        value = getattr(record, one.name)
        for name, number in value.items() if isinstance(value, Mapping) else [("", value)]:
            yield ".".join(part for part in (key, one.name, name) if part), number
