"""``readiness-gui decide``: questions as JSON Lines in, verdicts as JSON Lines out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NoReturn, Protocol

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status
from readiness_gui.core.verdict import Inputs, decision_text

#: more active users than there are people are a mistake
MOST_USERS = 10_000_000_000
#: in bytes; no question is anywhere near as long
LONGEST_LINE = 1024 * 1024
_BLOCK = 1024 * 1024

_SIGNALS = {signal.value: signal for signal in SignalId}
_STATUSES = {status.value: status for status in Status}
_PRIORITIES: Mapping[object, Priority | None] = {None: None, **{one.value: one for one in Priority}}
_GATES = {gate.value: gate for gate in GateResult}
_NEEDED = ("signals", "active_users", "top_priority", "stage", "segment_detection")
_KNOWN = frozenset((*_NEEDED, "gate", "committed", "id"))


class Input(Protocol):
    """What is read from: gives what is there, without waiting for more."""

    def read1(self, size: int = ..., /) -> bytes:
        """Return at least one byte, none at the end."""


def decide_lines(source: Input, target: BinaryIO, framework: Framework) -> None:
    """Answer each line of ``source`` in ``target``; blank lines are passed over.

    Answers are written as soon as all that has arrived is answered, so that a program can ask,
    wait and ask again.

    Raises:
        BadInputError: a line is no question; the answers to the lines before it are written.

    """
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    number = 0
    for lines in _blocks(source):
        answers: list[str] = []
        try:
            for line in lines:
                number += 1
                if line and not line.isspace():
                    answers.append(_answer(line, number, decoder, framework))
        finally:
            target.write("".join(answers).encode("ascii"))
            target.flush()


def _answer(line: str | bytes, number: int, decoder: json.JSONDecoder, framework: Framework) -> str:
    """Return the answer to one line; bytes are a line that is not UTF-8."""
    if isinstance(line, bytes):
        _refuse(number, _trouble_with_bytes(line))
    try:
        question = decoder.decode(line.strip())
    except json.JSONDecodeError as error:
        where = f"at character {error.pos + 1}"
        _refuse(number, f"not JSON ({error.msg.lower()} {where}); write one JSON object a line")
    except (ValueError, RecursionError):
        _refuse(number, "a number or a nesting that JSON has no place for; write one JSON object a line")
    inputs = _inputs(question)
    if isinstance(inputs, str):
        _refuse(number, inputs)
    text = decision_text(inputs, framework)
    if "id" in question:
        text = f'{{"id": {json.dumps(question["id"])}, {text[1:]}'
    return text + "\n"


def _inputs(question: Any) -> Inputs | str:
    """Return what a question asks about, or what is wrong with it."""
    try:
        signals = question["signals"]
        inputs = Inputs(
            signals={signal: _STATUSES[signals[name]] for name, signal in _SIGNALS.items()},
            active_users=question["active_users"],
            top_priority=_PRIORITIES[question["top_priority"]],
            stage=question["stage"],
            segment_detection=question["segment_detection"],
            gate=_GATES[question.get("gate", "none")],
            committed=question.get("committed", False),
        )
    except (KeyError, TypeError, AttributeError, IndexError):
        return _trouble_with(question)
    users, stage = question["active_users"], question["stage"]
    if (
        len(signals) != len(_SIGNALS)
        or not _KNOWN.issuperset(question)
        or not (users is None or (type(users) is int and 0 <= users <= MOST_USERS))
        or not (type(stage) is int and 1 <= stage <= 3)
        or type(question["segment_detection"]) is not bool
        or type(question.get("committed", False)) is not bool
        or type(question.get("id", 0)) not in (str, int, float)
    ):
        return _trouble_with(question)
    return inputs


def _trouble_with(question: object) -> str:
    """Return the first thing wrong with a question: what it is and how to mend it."""
    if not isinstance(question, dict):
        return f"{_shown(question)} is no object; write one JSON object a line"
    for key in _NEEDED:
        if key not in question:
            return f'"{key}" is missing; add it ({_EXPECTED[key]})'
    unknown = next((key for key in question if key not in _KNOWN), None)
    if unknown is not None:
        return f"{_shown(unknown)} is not a known key; remove it or use one of {', '.join(sorted(_KNOWN))}"
    trouble = _trouble_with_signals(question["signals"])
    if trouble:
        return trouble
    wrong = next(key for key, value in question.items() if key != "signals" and not _fits(key, value))
    return f'"{wrong}" is {_shown(question[wrong])}; it must be {_EXPECTED[wrong]}'


def _trouble_with_signals(signals: object) -> str | None:
    if not isinstance(signals, dict):
        return f'"signals" is {_shown(signals)}; it must be {_EXPECTED["signals"]}'
    for name in _SIGNALS:
        if name not in signals:
            return f'signal "{name}" is missing; add it with present, absent or unclear'
    for name, status in signals.items():
        if name not in _SIGNALS:
            return f"{_shown(name)} is not a signal; use {', '.join(_SIGNALS)}"
        if not (isinstance(status, str) and status in _STATUSES):
            return f'signal "{name}" is {_shown(status)}; it must be present, absent or unclear'
    return None


def _fits(key: str, value: object) -> bool:
    match key:
        case "active_users":
            return value is None or (type(value) is int and 0 <= value <= MOST_USERS)
        case "top_priority":
            return value is None or (isinstance(value, str) and value in _PRIORITIES)
        case "stage":
            return type(value) is int and 1 <= value <= 3
        case "gate":
            return isinstance(value, str) and value in _GATES
        case "id":
            return type(value) in (str, int, float)
        case _:
            return type(value) is bool


_EXPECTED = {
    "signals": "an object with " + ", ".join(_SIGNALS),
    "active_users": "a whole number from 0 to ten thousand million, or null where it is unknown",
    "top_priority": ", ".join(str(one) for one in Priority) + ", or null",
    "stage": "1, 2 or 3",
    "segment_detection": "true or false",
    "gate": ", ".join(_GATES),
    "committed": "true or false",
    "id": "a text or a number",
}


def _blocks(source: Input) -> Iterator[list[str] | list[bytes | str]]:
    """Yield the whole lines that have arrived; a line that is not UTF-8 as bytes."""
    rest = b""
    first = True
    while block := source.read1(_BLOCK):
        whole, found, rest = (rest + block).rpartition(b"\n")
        if first and found:
            whole, first = whole.removeprefix(b"\xef\xbb\xbf"), False
        if found:
            yield _lines(whole)
        if len(rest) > LONGEST_LINE:
            break
    if rest:
        yield _lines(rest.removeprefix(b"\xef\xbb\xbf") if first else rest)


def _lines(whole: bytes) -> list[str] | list[bytes | str]:
    try:
        return whole.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return [_decoded(line) for line in whole.split(b"\n")]


def _decoded(line: bytes) -> bytes | str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line


def _trouble_with_bytes(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        return "longer than 1 MB; write one JSON object a line"
    return "not UTF-8; save the input as UTF-8"


def _shown(value: object) -> str:
    """Return a value as it stands in JSON, shortened."""
    text = json.dumps(value) if not isinstance(value, (dict, list)) or len(value) < 4 else "a long value"
    return text if len(text) <= 40 else f"{text[:39]}…"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _refuse(number: int, trouble: str) -> NoReturn:
    raise BadInputError(f"standard input, line {number}: {trouble}.")
