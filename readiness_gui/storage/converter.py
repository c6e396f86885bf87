"""The rules by which values of the model become JSON values and are checked on the way back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from cattrs import Converter
from cattrs.cols import (
    homogenous_tuple_structure_factory,
    is_frozenset,
    is_mapping,
    list_structure_factory,
    mapping_structure_factory,
)
from cattrs.gen import make_dict_structure_fn

from readiness_gui.core import model, terms
from readiness_gui.core.figures import (
    ActiveUsersFigures,
    ComplaintFigures,
    DiversityFigures,
    PmfFigures,
    PriorityFigures,
)
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    ComplaintEvidence,
    DiversityEvidence,
    PmfEvidence,
    PriorityEvidence,
)
from readiness_gui.core.terms import SignalId

Predicate = Callable[[Any], bool]
Hook = Callable[[Any, Any], Any]

#: what is said where nothing more exact is known
MISMATCH = "other"
_TAG = "kind"
_LARGEST = 10**15
_INFINITE = {"Infinity": math.inf, "-Infinity": -math.inf, "NaN": math.nan}

EVIDENCE: Mapping[str, type] = {
    SignalId.PMF: PmfEvidence,
    SignalId.DIVERSITY: DiversityEvidence,
    SignalId.GENERIC_FAILURE: ComplaintEvidence,
    SignalId.ACTIVE_USERS: ActiveUsersEvidence,
    SignalId.RETENTION_PRIORITY: PriorityEvidence,
}
FIGURES: Mapping[str, type] = {
    SignalId.PMF: PmfFigures,
    SignalId.DIVERSITY: DiversityFigures,
    SignalId.GENERIC_FAILURE: ComplaintFigures,
    SignalId.ACTIVE_USERS: ActiveUsersFigures,
    SignalId.RETENTION_PRIORITY: PriorityFigures,
}
_TAGS = {cls: str(tag) for members in (EVIDENCE, FIGURES) for tag, cls in members.items()}


class WrongValueError(ValueError):
    """A value is not what its place asks for; ``expected`` is the key of the words for it."""

    def __init__(self, expected: str, where: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.where = where


def tag_of(value: object) -> str:
    """Return the signal a piece of evidence or a set of figures belongs to."""
    return _TAGS[type(value)]


def make_converter(*, strict: bool, detailed: bool) -> Converter:
    """Return a converter for the model.

    ``strict`` refuses unknown fields; ``detailed`` collects where flaws are (slower).
    """
    converter = Converter(detailed_validation=detailed, forbid_extra_keys=strict)
    _add_scalars(converter)
    _add_containers(converter)
    for members in (EVIDENCE, FIGURES):
        _add_union(converter, members)
    return converter


def _add_scalars(converter: Converter) -> None:
    for wanted, check in _CHECKS.items():
        converter.register_structure_hook(wanted, check)
    for one in (*vars(terms).values(), *vars(model).values()):
        if isinstance(one, type) and issubclass(one, Enum):  # else an enum of texts is read as a text
            converter.register_structure_hook(one, _member)
    converter.register_structure_hook_func(lambda kind: kind == str | int | bool | None, _scalar)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_unstructure_hook(float, _plain_number)
    converter.register_unstructure_hook_func(is_frozenset, sorted)
    converter.register_unstructure_hook_func(lambda kind: kind == float | None, _plain_number)


def _add_containers(converter: Converter) -> None:
    """Have lists, tables and records refuse whatever else can be iterated (a text, for one)."""
    guards: tuple[tuple[Predicate, Callable[[Any, Any], Hook], type, str], ...] = (
        (is_dataclass, make_dict_structure_fn, dict, "table"),
        (is_mapping, mapping_structure_factory, dict, "table"),
        (_is_list, homogenous_tuple_structure_factory, list, "list"),
        (_is_pair, _pair_factory, list, "list"),
        (is_frozenset, list_structure_factory, list, "list"),
    )
    for applies, factory, wanted, expected in guards:
        converter.register_structure_hook_factory(applies, _guarded(factory, wanted, expected))
    converter.register_unstructure_hook_factory(_is_pair, _pair_unstructure_factory)


def _guarded(
    factory: Callable[[Any, Any], Hook], wanted: type, expected: str
) -> Callable[[Any, Converter], Hook]:
    def guarded(kind: Any, converter: Converter) -> Hook:
        inner = factory(kind, converter)
        made = frozenset if is_frozenset(kind) else None

        def structure(value: Any, _kind: Any) -> Any:
            if type(value) is not wanted:
                raise WrongValueError(expected)
            found = inner(value, kind)
            return found if made is None else made(found)

        return structure

    return guarded


def _pair_factory(kind: Any, converter: Converter) -> Hook:
    """Return the hook for a tuple of fixed length, each place with its own type."""
    places = [(converter.get_structure_hook(one), one) for one in get_args(kind)]

    def structure(value: Any, _kind: Any) -> Any:
        if len(value) != len(places):
            raise WrongValueError("list")
        return tuple([hook(one, place) for one, (hook, place) in zip(value, places, strict=True)])

    return structure


def _pair_unstructure_factory(kind: Any, converter: Converter) -> Callable[[Any], list[Any]]:
    hooks = [converter.get_unstructure_hook(one) for one in get_args(kind)]
    return lambda value: [hook(one) for one, hook in zip(value, hooks, strict=True)]


def _add_union(converter: Converter, members: Mapping[str, type]) -> None:
    """Have each value of a union carry the signal it belongs to."""
    classes = set(members.values())

    def is_this_union(kind: Any) -> bool:
        return get_origin(kind) in (Union, UnionType) and set(get_args(kind)) - {NoneType} == classes

    def optional(kind: Any) -> bool:
        return NoneType in get_args(kind)

    def unstructure(value: Any) -> Any:
        if value is None:
            return None
        return {_TAG: tag_of(value), **converter.unstructure(value, type(value))}

    def structure(value: Any, kind: Any) -> Any:
        if value is None and optional(kind):
            return None
        if type(value) is not dict:
            raise WrongValueError("table")
        tag = value.get(_TAG)
        member = members.get(tag) if isinstance(tag, str) else None
        if member is None:
            raise WrongValueError("kind")
        return converter.structure({key: one for key, one in value.items() if key != _TAG}, member)

    converter.register_unstructure_hook_func(is_this_union, unstructure)
    converter.register_structure_hook_func(is_this_union, structure)


def _is_list(kind: Any) -> bool:
    arguments = get_args(kind)
    return get_origin(kind) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis


def _is_pair(kind: Any) -> bool:
    return get_origin(kind) is tuple and not _is_list(kind)


def _text(value: Any, _kind: Any) -> str:
    if not isinstance(value, str):
        raise WrongValueError("text")
    return value


def _whole(value: Any, _kind: Any) -> int:
    if type(value) is not int or not -_LARGEST <= value <= _LARGEST:
        raise WrongValueError("whole")
    return value


def _number(value: Any, _kind: Any) -> float:
    if type(value) is str and value in _INFINITE:
        return _INFINITE[value]
    if type(value) is int and -_LARGEST <= value <= _LARGEST:
        return float(value)
    if type(value) is not float or not math.isfinite(value):
        raise WrongValueError("number")
    return value


def _truth(value: Any, _kind: Any) -> bool:
    if type(value) is not bool:
        raise WrongValueError("truth")
    return value


def _scalar(value: Any, _kind: Any) -> str | int | bool | None:
    if value is None or isinstance(value, (str, bool)):
        return value
    return _whole(value, int)


def _member(value: Any, kind: Any) -> Any:
    try:
        return kind(_text(value, str))
    except ValueError:
        raise WrongValueError("member") from None


def _date(value: Any, _kind: Any) -> date:
    try:
        return date.fromisoformat(_text(value, str))
    except ValueError:
        raise WrongValueError("date") from None


def _datetime(value: Any, _kind: Any) -> datetime:
    """Read a time; one without a zone is taken as UTC, for times are compared with each other."""
    try:
        read = datetime.fromisoformat(_text(value, str))
    except ValueError:
        raise WrongValueError("time") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _plain_number(value: float | None) -> float | str | None:
    """Return a number as JSON has it; JSON has no infinity, so its name stands there."""
    if value is None or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


_CHECKS: Mapping[type, Hook] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    date: _date,
    datetime: _datetime,
}
