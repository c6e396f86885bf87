"""Products as plain JSON values and back, without loss and without trust.

What is read may have been written by anybody: every type is checked, numbers and nesting are
bounded, and whatever is wrong ends in one :class:`StorageError` that says where.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import SignalId
from readiness_gui.storage import migrations
from readiness_gui.storage.converter import MISMATCH, WrongValueError, make_converter, tag_of
from readiness_gui.storage.messages import error, say

#: in bytes; larger than any honest product file, what is bigger is not read at all
SIZE_LIMIT = 64 * 1024 * 1024
_LINES_DOWN_TO = 4
_FLAWS = (
    BaseValidationError,
    ForbiddenExtraKeysError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
)

Tables = dict[str, Any]


class UnknownFieldError(StorageError):
    """A file of a known schema has fields this version does not know: a newer one wrote it."""


class NewerSchemaError(StorageError):
    """A file has a newer schema than this version knows."""


def to_record(product: Product, schema: int = migrations.SCHEMAS.current) -> Tables:
    """Return ``product`` as JSON values: the tables of its file, each ``{document id: document}``."""
    document = dict(_converter(strict=True).unstructure(product))
    assessments = document.pop("assessments")
    return {
        "product": {"1": {"schema_version": schema, **document}},
        "assessments": {str(number): one for number, one in enumerate(assessments, start=1)},
    }


def from_record(record: object, *, strict: bool = True) -> Product:
    """Return the product that ``record`` (the tables of a file of today's schema) holds.

    With ``strict`` off, fields that are not known are passed over: only good for showing.

    Raises:
        UnknownFieldError: ``strict`` and there is a field that this version does not know.
        StorageError: something is missing or wrong; the sentence says where.

    """
    document = _document(record)
    try:
        product: Product = _converter(strict=strict).structure(document, Product)
        _check(product)
    except _FLAWS as flaw:
        raise _explained(document, flaw, strict=strict) from flaw
    return product


def product_bytes(product: Product, schema: int = migrations.SCHEMAS.current) -> bytes:
    """Return the exact content of the file that would be written for ``product``.

    Raises:
        StorageError: a value in it could not be read back, for example an absurdly large number.

    """
    return checked_bytes(to_record(product, schema))


def checked_bytes(record: Tables) -> bytes:
    """Return the file's content for ``record``, having read it back.

    Raises:
        StorageError: it could not be read back.

    """
    try:
        data = encode(record)
    except (ValueError, RecursionError) as flaw:  # digits without end
        raise error("not_sane") from flaw
    from_record(parse(data))
    return data


def product_from_bytes(data: bytes, schemas: migrations.Schemas = migrations.SCHEMAS) -> Product:
    """Return the product in the content of a file; an older schema is migrated on the way.

    Raises:
        NewerSchemaError: a newer version of the program wrote it.
        UnknownFieldError: it has fields that this version does not know.
        StorageError: it is not a product file, or damaged; the sentence says where.

    """
    record = parse(data)
    schema = schema_of(record)
    if schema > schemas.current:
        raise NewerSchemaError(say("newer", found=schema, known=schemas.current))
    return from_record(schemas.migrate(record, schema) if schema < schemas.current else record)


def encode(record: Mapping[str, Any]) -> bytes:
    """Return ``record`` as UTF-8 JSON with a line for each field, so that versions can be compared."""
    text = "".join(_lines(record, 0)) + "\n"
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half a character (a lone surrogate) has no UTF-8; escaped it survives
        return (json.dumps(record, allow_nan=False) + "\n").encode("ascii")


def parse(data: bytes) -> Tables:
    """Return the tables in the content of a file, unchecked but for being JSON tables.

    Raises:
        StorageError: too large, not UTF-8, not JSON, nested too deeply, or not tables.

    """
    if len(data) > SIZE_LIMIT:
        raise error("too_large", limit=SIZE_LIMIT // 1024 // 1024)
    if not data.strip(b" \t\r\n\0"):
        raise error("blank" if data else "empty")
    try:
        record = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as flaw:
        raise error("not_text") from flaw
    except json.JSONDecodeError as flaw:
        raise error("not_json", line=flaw.lineno) from flaw
    except (ValueError, RecursionError) as flaw:  # a number of thousands of digits, NaN, endless brackets
        raise error("not_sane") from flaw
    if not isinstance(record, dict) or not isinstance(record.get("product"), dict):
        raise error("no_product")
    return record


def schema_of(record: Tables) -> int:
    """Return the schema that the file says it has.

    Raises:
        StorageError: it says none.

    """
    schema = _only(record["product"]).get("schema_version")
    if type(schema) is not int or not 0 <= schema < 1_000_000:
        raise error("no_schema")
    return schema


def _document(record: object) -> Tables:
    """Return product and assessments as one document, the assessments in the order of their numbers."""
    if not isinstance(record, dict) or not isinstance(record.get("product"), dict):
        raise error("no_product")
    product = {key: value for key, value in _only(record["product"]).items() if key != "schema_version"}
    table = record.get("assessments", {})
    if not isinstance(table, dict) or not all(key.isdecimal() and len(key) < 10 for key in table):
        raise error("damaged", where="assessments", what=say("expected.list"))
    return {**product, "assessments": [table[key] for key in sorted(table, key=int)]}


def _only(table: Mapping[str, Any]) -> Tables:
    found = list(table.values())
    if len(found) != 1 or not isinstance(found[0], dict):
        raise error("no_product")
    return dict(found[0])


def _check(product: Product) -> None:
    """Refuse what the types allow and the program could not work with."""
    seen: set[str] = set()
    for number, one in enumerate(product.assessments):
        where = f"assessments[{number}]"
        if one.id in seen:
            raise WrongValueError("unique", f"{where}.id")
        seen.add(one.id)
        _check_assessment(one, where)


def _check_assessment(one: Assessment, where: str) -> None:
    missing = [signal for signal in SignalId if signal not in one.signals]
    if missing:
        raise WrongValueError("present", f"{where}.signals.{missing[0]}")
    if one.claimed_stage is not None and not 1 <= one.claimed_stage <= 3:
        raise WrongValueError("stage", f"{where}.claimed_stage")
    for signal, answer in one.signals.items():
        place = f"{where}.signals.{signal}"
        if answer.confidence is not None and not 1 <= answer.confidence <= 5:
            raise WrongValueError("confidence", f"{place}.confidence")
        if answer.evidence is not None and tag_of(answer.evidence) != signal:
            raise WrongValueError("other_signal", f"{place}.evidence")
        finding = answer.finding
        if finding is not None and not signal == finding.signal == tag_of(finding.figures):
            raise WrongValueError("other_signal", f"{place}.finding")
    _check_outlook(one, where)


def _check_outlook(one: Assessment, where: str) -> None:
    for number, scenario in enumerate(one.scenarios):
        place = f"{where}.scenarios[{number}]"
        missing = [signal for signal in SignalId if signal not in scenario.signals]
        if missing:
            raise WrongValueError("present", f"{place}.signals.{missing[0]}")
        if not 1 <= scenario.stage <= 3:
            raise WrongValueError("stage", f"{place}.stage")
    for number, prediction in enumerate(one.predictions):
        place = f"{where}.predictions[{number}]"
        if not 0 <= prediction.confidence <= 1:
            raise WrongValueError("share", f"{place}.confidence")
        if not math.isfinite(prediction.lift):
            raise WrongValueError("number", f"{place}.lift")


def _explained(document: Tables, flaw: BaseException, *, strict: bool) -> StorageError:
    """Return the one sentence for a flaw: where it is and what was expected there."""
    if isinstance(flaw, WrongValueError) and flaw.where:
        return error("damaged", where=flaw.where, what=say(f"expected.{flaw.expected}"))
    try:
        _converter(strict=strict, detailed=True).structure(document, Product)
    except _FLAWS as detailed:
        told = transform_error(detailed, path="", format_exception=_formatted)
        # what is broken for any version comes before what a newer version may have added
        told.sort(key=lambda line: line.startswith("extra"))
        what, _, where = told[0].partition(" @ ") if told else ("", "", "")
        where = where.lstrip(".").replace("['", ".").replace("']", "") or "product"
        kind, _, names = what.partition(" ")
        if kind == "extra":
            return UnknownFieldError(say("unknown_field", where=_short(where), names=_short(names)))
        return error("damaged", where=_short(where), what=say(f"expected.{kind or MISMATCH}"))
    return error("damaged", where="product", what=say(f"expected.{MISMATCH}"))


def _formatted(flaw: BaseException, _kind: type | None) -> str:
    if isinstance(flaw, ForbiddenExtraKeysError):
        return "extra " + ", ".join(sorted(flaw.extra_fields))
    if isinstance(flaw, WrongValueError):
        return flaw.expected
    return "present" if isinstance(flaw, KeyError) else MISMATCH


def _short(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return plain if len(plain) <= 80 else f"{plain[:79]}…"


@cache
def _converter(*, strict: bool, detailed: bool = False) -> Converter:
    return make_converter(strict=strict, detailed=detailed)


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _lines(value: object, depth: int) -> list[str]:
    """Return ``value`` as JSON: a line for each key of the outer levels, compact below."""
    if not isinstance(value, Mapping) or not value or depth == _LINES_DOWN_TO:
        return [json.dumps(value, ensure_ascii=False, allow_nan=False)]
    indent = "  " * (depth + 1)
    parts = ["{"]
    for number, (key, inner) in enumerate(value.items()):
        parts.append(f"{',' if number else ''}\n{indent}{json.dumps(key, ensure_ascii=False)}: ")
        parts.extend(_lines(inner, depth + 1))
    parts.append("\n" + "  " * depth + "}")
    return parts
