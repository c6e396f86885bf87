"""Hypothesis strategies for any value of the model, derived from its types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from readiness_gui.core.model import Assessment, Finding, Prediction, Product, Scenario, SignalAnswer
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.storage import converter

_ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(10**15), 10**15),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    NoneType: st.none(),
    date: st.dates(),
    datetime: st.datetimes(timezones=_ZONES),
}


@cache
def products() -> st.SearchStrategy[Product]:
    """Return any product the types and the model's own rules allow."""
    return of(Product)


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for any value of the type ``kind``."""
    if kind in _SCALARS:
        return _SCALARS[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if is_dataclass(kind):
        return _record(kind)
    return _container(get_origin(kind), get_args(kind))


def _container(origin: Any, arguments: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin in (Union, UnionType):
        return st.one_of([of(one) for one in arguments])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is frozenset:
        return st.frozensets(of(arguments[0]), max_size=3)
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*[of(one) for one in arguments])
    if issubclass(origin, Mapping):
        return st.dictionaries(of(arguments[0]), of(arguments[1]), max_size=3)
    raise TypeError(origin)


def _record(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    given = {one.name: of(hints[one.name]) for one in fields(kind)}
    if kind is Assessment:
        given["signals"] = st.fixed_dictionaries({signal: _answer(signal) for signal in SignalId})
    if kind is Scenario:
        given["signals"] = st.fixed_dictionaries({signal: st.sampled_from(Status) for signal in SignalId})
        given["stage"] = st.integers(1, 3)
    if kind is Prediction:
        given |= {"confidence": st.floats(0, 1), "lift": st.floats(allow_nan=False, allow_infinity=False)}
    if "claimed_stage" in given:
        given["claimed_stage"] = st.none() | st.integers(1, 3)
    if "assessments" in given:
        item = get_args(hints["assessments"])[0]
        given["assessments"] = st.lists(of(item), max_size=2, unique_by=lambda one: str(one.id)).map(tuple)
    return st.builds(kind, **given)


@cache
def _answer(signal: SignalId) -> st.SearchStrategy[SignalAnswer]:
    hints = get_type_hints(SignalAnswer)
    given = {one.name: of(hints[one.name]) for one in fields(SignalAnswer) if one.name != "finding"}
    given["confidence"] = st.none() | st.integers(1, 5)
    given["evidence"] = st.none() | of(converter.EVIDENCE[signal])
    finding = {name: of(hint) for name, hint in get_type_hints(Finding).items()}
    finding |= {"signal": st.just(signal), "figures": of(converter.FIGURES[signal])}
    given["finding"] = st.none() | st.builds(Finding, **finding)
    return st.builds(SignalAnswer, **given)
