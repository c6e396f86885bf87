"""Which form the dates of a column have, and the SQL that reads them as days (UTC)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases
from readiness_gui.evidence.tables import Table, quoted

#: values looked at to tell the form
LOOKED_AT = 20_000
#: at least this share of them has to be of one form
ENOUGH = 0.5

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([ T].*)?$")
_SECONDS = re.compile(r"\d{9,10}(\.\d+)?$")
_MILLISECONDS = re.compile(r"\d{12,13}(\.\d+)?$")
_PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})([ T].*)?$")


class DateForm(StrEnum):
    """How dates are written."""

    ISO = "iso"
    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Reading:
    """The forms that fit a column, most values first; two where day and month cannot be told apart."""

    forms: tuple[DateForm, ...]
    example: str


def read_form(values: Sequence[str]) -> Reading:
    """Return the forms under which most of the values are dates."""
    counts = dict.fromkeys(DateForm, 0)
    telling = ""
    for value in values:
        text = value.strip()
        if parts := _PARTS.match(text):
            first, second = int(parts[1]), int(parts[2])
            counts[DateForm.DAY_FIRST] += 1 <= first <= 31 and 1 <= second <= 12
            counts[DateForm.MONTH_FIRST] += 1 <= first <= 12 and 1 <= second <= 31
            telling = telling or text
        elif _ISO.match(text):
            counts[DateForm.ISO] += 1
        elif _MILLISECONDS.match(text):
            counts[DateForm.MILLISECONDS] += 1
        elif _SECONDS.match(text):
            counts[DateForm.SECONDS] += 1
    best = max(counts.values(), default=0)
    if not values or best < ENOUGH * len(values):
        return Reading((), telling)
    return Reading(tuple(form for form, count in counts.items() if count == best), telling)


def read_column(table: Table, column: str) -> Reading:
    """Return the forms of the first values of a column; of all, where those leave day and month open."""
    reading = _first_values(table, column)
    return _told_by_all(table, column, reading) if len(reading.forms) > 1 else reading


def _first_values(table: Table, column: str) -> Reading:
    place = table.columns.index(column)
    reading = read_form([row[place] for row in table.rows if row[place].strip()])
    if len(reading.forms) == 1:
        return reading
    name = quoted(column)
    query = f"SELECT {name} FROM source WHERE trim({name}) <> '' LIMIT {LOOKED_AT}"  # noqa: S608 - quoted
    return read_form([str(row[0]) for row in table.fetch(query)])


def _told_by_all(table: Table, column: str, reading: Reading) -> Reading:
    """Return only the form that fits more values of the whole column, if one does."""
    fitting = ", ".join(f"count({day_expression(column, form)})" for form in reading.forms)
    (counts,) = table.fetch(f"SELECT {fitting} FROM source")  # noqa: S608 - quoted
    found = [int(str(count)) for count in counts]
    return replace(
        reading,
        forms=tuple(form for form, count in zip(reading.forms, found, strict=True) if count == max(found)),
    )


def form_of(table: Table, column: str, wanted: DateForm | None, phrases: Phrases) -> DateForm:
    """Return the form of a column's dates.

    Raises:
        BadInputError: it holds no dates, or day and month cannot be told apart and ``wanted`` does not say.

    """
    reading = _first_values(table, column)
    if wanted in reading.forms:
        return wanted
    if not reading.forms:
        table.check_rows()
        raise BadInputError(phrases.phrase("import.no_date", column=column, file=table.path.name))
    if len(reading.forms) > 1:
        reading = _told_by_all(table, column, reading)
    if len(reading.forms) == 1:
        return reading.forms[0]
    words = {"column": column, "file": table.path.name, "example": reading.example}
    raise BadInputError(phrases.phrase("import.ambiguous", **words))


def day_expression(column: str, form: DateForm) -> str:
    """Return SQL that gives the day of a text column, NULL where it is none."""
    text = f"trim({quoted(column)})"
    match form:
        case DateForm.ISO:
            return _iso(quoted(column))
        case DateForm.SECONDS:
            return f"CAST(make_timestamp(TRY_CAST(TRY_CAST({text} AS DOUBLE) * 1000000 AS BIGINT)) AS DATE)"
        case DateForm.MILLISECONDS:
            return f"CAST(make_timestamp(TRY_CAST(TRY_CAST({text} AS DOUBLE) * 1000 AS BIGINT)) AS DATE)"
        case _:
            order = "%d/%m/%Y" if form is DateForm.DAY_FIRST else "%m/%d/%Y"
            same = f"regexp_extract(translate({text}, '.-', '//'), '^[0-9]+/[0-9]+/[0-9]+')"
            return f"CAST(try_strptime({same}, '{order}') AS DATE)"


#: texts of a time without a zone, or in UTC, by which most logs write theirs; matched without a search
_PLAIN = ("____-__-_____:__:__", "____-__-__", "____-__-_____:__:__Z", "____-__-_____:__:__.___Z")


def _iso(text: str) -> str:
    """Return SQL for ISO dates, also with a space before the offset.

    Those that plainly have no offset skip the slow reading of time zones. In 19 characters with colons
    at 14 and 17 there is no room for one.
    """
    plain = " OR ".join(f"{text} LIKE '{pattern}'" for pattern in _PLAIN)
    close = f"regexp_replace(trim({text}), ' +([-+][0-9])', '\\1')"
    zoned = f"CAST(TRY_CAST({close} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS DATE)"
    return f"CASE WHEN {plain} THEN CAST(TRY_CAST({text} AS TIMESTAMP) AS DATE) ELSE {zoned} END"
