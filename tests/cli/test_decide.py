from __future__ import annotations

import io
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_gui.cli.decide import LONGEST_LINE, MOST_USERS, decide_lines
from readiness_gui.core.errors import BadInputError
from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import GateResult, Priority, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, decide, verdict_record

Record = dict[str, Any]


def question(**changes: Any) -> Record:
    asked: Record = {
        "signals": dict.fromkeys((str(signal) for signal in SignalId), "present"),
        "active_users": 240,
        "top_priority": "retention",
        "stage": 1,
        "segment_detection": True,
    }
    return asked | changes


def ask(framework: Framework, *lines: Record | str | bytes) -> list[Record]:
    raw = [
        one if isinstance(one, bytes) else (one if isinstance(one, str) else json.dumps(one)).encode()
        for one in lines
    ]
    target = io.BytesIO()
    decide_lines(io.BytesIO(b"\n".join(raw)), target, framework)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def refusal(framework: Framework, *lines: Record | str | bytes) -> str:
    with pytest.raises(BadInputError) as caught:
        ask(framework, *lines)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 300
    return sentence


# -- answers ----------------------------------------------------------------------------------------


def test_the_documented_question_has_the_documented_answer(framework: Framework) -> None:
    (answer,) = ask(framework, question(gate="none", committed=True))
    assert list(answer) == [
        "verdict",
        "block",
        "target_stage",
        "count",
        "worthwhile",
        "resolve_first",
        "trace",
    ]
    assert answer["verdict"] == "GO_2"
    assert answer["block"] is None
    assert answer["target_stage"] == 2
    assert answer["count"] == 5
    assert answer["worthwhile"] is True
    assert answer["resolve_first"] == []
    assert [one["rule"] for one in answer["trace"] if one["fired"]] == ["GO_2"]


def test_what_may_be_left_out_counts_as_none_and_false(framework: Framework) -> None:
    short = question(stage=2)
    full = question(stage=2, gate="none", committed=False)
    assert ask(framework, short) == ask(framework, full)
    plateau = question(stage=2, gate="plateau", active_users=600)
    assert ask(framework, plateau)[0]["verdict"] == "STAY_2_WAIT"
    assert ask(framework, plateau | {"committed": True})[0]["verdict"] == "GO_3"


@pytest.mark.parametrize("given_id", ["a", "", 'quo"te\n', "日本語", "\ud800", 7, -1, 1.5, 10**30])
def test_an_id_comes_back_first(framework: Framework, given_id: object) -> None:
    (answer,) = ask(framework, question(id=given_id))
    assert next(iter(answer)) == "id"
    assert answer["id"] == given_id
    assert answer["verdict"] == "GO_2"


def test_unknown_users_and_priority_are_null(framework: Framework) -> None:
    (answer,) = ask(framework, question(active_users=None, top_priority=None))
    assert answer["verdict"] == "GO_2"


questions = st.builds(
    question,
    signals=st.fixed_dictionaries({str(one): st.sampled_from([str(s) for s in Status]) for one in SignalId}),
    active_users=st.none()
    | st.sampled_from([0, 99, 100, 199, 200, 499, 500, 1999, 2000])
    | st.integers(0, MOST_USERS),
    top_priority=st.none() | st.sampled_from([str(one) for one in Priority]),
    stage=st.integers(1, 3),
    segment_detection=st.booleans(),
    gate=st.sampled_from([str(one) for one in GateResult]),
    committed=st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(asked=questions)
def test_every_answer_is_the_verdict_of_the_procedure(asked: Record, framework: Framework) -> None:
    inputs = Inputs(
        signals={SignalId(name): Status(status) for name, status in asked["signals"].items()},
        active_users=asked["active_users"],
        top_priority=Priority(asked["top_priority"]) if asked["top_priority"] else None,
        stage=asked["stage"],
        segment_detection=asked["segment_detection"],
        gate=GateResult(asked["gate"]),
        committed=asked["committed"],
    )
    assert ask(framework, asked) == [json.loads(json.dumps(verdict_record(decide(inputs, framework))))]


# -- lines ------------------------------------------------------------------------------------------


def test_lines_end_as_they_like(framework: Framework) -> None:
    text = json.dumps(question()).encode()
    for raw in (text, text + b"\n", text + b"\r\n", b"\xef\xbb\xbf" + text, b"\n \t\n" + text + b"\n\n"):
        assert len(ask(framework, raw)) == 1
    assert ask(framework, b"") == []
    assert ask(framework, b"\xef\xbb\xbf\n") == []


def test_a_line_separator_inside_a_text_ends_no_line(framework: Framework) -> None:
    raw = json.dumps(question(id="a\u2028b\x85c"), ensure_ascii=False)
    (answer,) = ask(framework, raw)
    assert answer["id"] == "a\u2028b\x85c"


class Trickle(io.BytesIO):
    """Gives a few bytes at a time, as a slow pipe does."""

    def read1(self, _size: int | None = -1, /) -> bytes:
        return super().read(random.Random(self.tell()).randint(1, 97))  # noqa: S311  # no secret


def test_pieces_of_lines_are_put_together(framework: Framework) -> None:
    asked = [question(id=number, active_users=number) for number in range(50)]
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in asked).encode()
    target = io.BytesIO()
    decide_lines(Trickle(text), target, framework)
    assert [json.loads(line)["id"] for line in target.getvalue().splitlines()] == list(range(50))


def test_answers_keep_the_order_of_a_long_input(framework: Framework) -> None:
    answers = ask(framework, *[question(id=number) for number in range(20_000)])
    assert [one["id"] for one in answers] == list(range(20_000))


# -- refusals ---------------------------------------------------------------------------------------

WRONG: dict[str, tuple[Record | str | bytes, str]] = {
    "not json": ("{", "not JSON"),
    "two objects": (json.dumps(question()) * 2, "not JSON"),
    "single quotes": ("{'a': 1}", "not JSON"),
    "a list": ("[]", "[] is no object"),
    "a number": ("17", "17 is no object"),
    "null": ("null", "null is no object"),
    "nan": ('{"active_users": NaN}', "a number or a nesting that JSON has no place for"),
    "infinity as id": (json.dumps(question(id=float("inf"))), "JSON has no place for"),
    "nested": ("[" * 100_000, "a number or a nesting"),
    "endless digits": ('{"active_users": ' + "9" * 10_000 + "}", "a number or a nesting"),
    "latin-1": ('{"id": "caf\xe9"}'.encode("latin-1"), "not UTF-8"),
    "utf-16": ("{}".encode("utf-16"), "not UTF-8"),
    "too long": (b" " * 10 + b"x" * (LONGEST_LINE + 1), "not JSON"),
    "empty object": ({}, '"signals" is missing'),
    "no users": ({k: v for k, v in question().items() if k != "active_users"}, '"active_users" is missing'),
    "no stage": ({k: v for k, v in question().items() if k != "stage"}, '"stage" is missing'),
    "no detection": (
        {k: v for k, v in question().items() if k != "segment_detection"},
        '"segment_detection" is missing',
    ),
    "unknown key": (question(priority="retention"), '"priority" is not a known key'),
    "unknown key with umlaut": (question(größe=1), "is not a known key"),
    "signals is a list": (question(signals=["pmf"]), '"signals" is ["pmf"]'),
    "signals is text": (question(signals="pmf"), '"signals" is "pmf"'),
    "signals is null": (question(signals=None), '"signals" is null'),
    "a signal is missing": (question(signals={"pmf": "present"}), 'signal "diversity" is missing'),
    "a signal too many": (
        question(signals={**question()["signals"], "vibes": "present"}),
        '"vibes" is not a signal',
    ),
    "status unknown": (question(signals={**question()["signals"], "pmf": "yes"}), 'signal "pmf" is "yes"'),
    "status is true": (question(signals={**question()["signals"], "pmf": True}), 'signal "pmf" is true'),
    "status is a list": (question(signals={**question()["signals"], "pmf": []}), 'signal "pmf" is []'),
    "status in capitals": (
        question(signals={**question()["signals"], "pmf": "Present"}),
        'signal "pmf" is "Present"',
    ),
    "users below zero": (question(active_users=-1), '"active_users" is -1'),
    "users is true": (question(active_users=True), '"active_users" is true'),
    "users is a float": (question(active_users=240.0), '"active_users" is 240.0'),
    "users is text": (question(active_users="240"), '"active_users" is "240"'),
    "users absurd": (question(active_users=MOST_USERS + 1), '"active_users" is 10000000001'),
    "priority unknown": (question(top_priority="growth"), '"top_priority" is "growth"'),
    "priority is a list": (question(top_priority=["retention"]), '"top_priority" is'),
    "priority is false": (question(top_priority=False), '"top_priority" is false'),
    "stage 0": (question(stage=0), '"stage" is 0'),
    "stage 4": (question(stage=4), '"stage" is 4'),
    "stage is true": (question(stage=True), '"stage" is true'),
    "stage is a float": (question(stage=1.0), '"stage" is 1.0'),
    "stage is null": (question(stage=None), '"stage" is null'),
    "detection is 1": (question(segment_detection=1), '"segment_detection" is 1'),
    "detection is text": (question(segment_detection="yes"), '"segment_detection" is "yes"'),
    "detection is null": (question(segment_detection=None), '"segment_detection" is null'),
    "gate unknown": (question(gate="open"), '"gate" is "open"'),
    "gate is null": (question(gate=None), '"gate" is null'),
    "gate is a table": (question(gate={}), '"gate" is {}'),
    "committed is 0": (question(committed=0), '"committed" is 0'),
    "committed is null": (question(committed=None), '"committed" is null'),
    "id is null": (question(id=None), '"id" is null'),
    "id is true": (question(id=True), '"id" is true'),
    "id is a list": (question(id=[1]), '"id" is [1]'),
}


@pytest.mark.parametrize(("asked", "words"), WRONG.values(), ids=WRONG)
def test_a_bad_line_is_refused_with_its_number_and_how_to_mend_it(
    asked: Record | str | bytes, words: str, framework: Framework
) -> None:
    sentence = refusal(framework, question(), "", asked)
    assert sentence.startswith("standard input, line 3: ")
    assert words in sentence
    assert sentence.endswith(".")
    assert ";" in sentence, "says how to mend it"


def test_a_line_without_end_is_refused_before_it_fills_the_memory(framework: Framework) -> None:
    class Endless(io.BytesIO):
        given = 0

        def read1(self, size: int | None = -1, /) -> bytes:
            self.given += size or 0
            return b"x" * (size or 0)

    source = Endless()
    with pytest.raises(BadInputError, match="line 1"):
        decide_lines(source, io.BytesIO(), framework)
    assert source.given < 4 * LONGEST_LINE


@settings(max_examples=300, deadline=None)
@given(
    key=st.sampled_from([*question(), "gate", "committed", "id"]),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
        max_leaves=4,
    ),
)
def test_any_value_is_answered_or_refused(key: str, value: object, framework: Framework) -> None:
    told = ""
    try:
        told = ask(framework, question(**{key: value}))[0]["verdict"]
    except BadInputError as error:
        told = str(error)
    assert told in set(VerdictCode) or told.startswith("standard input, line 1: ")
