from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_gui.core.errors import StorageError
from readiness_gui.core.figures import AxisFigures, ComplaintFigures
from readiness_gui.core.model import Complaint, ComplaintEvidence, Finding, Product, new_product
from readiness_gui.core.terms import Pole, SignalId, Status
from readiness_gui.storage import codec
from tests.storage.strategies import products

Tables = dict[str, Any]

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["pmf", "present", "2026-03-02", "Infinity", "kind"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def small() -> Product:
    product = new_product("Quill", date(2026, 3, 2), "1")
    evidence = ComplaintEvidence(complaints=(Complaint("u1", "new", "length", Pole.LOW, date(2026, 1, 5)),))
    return product.with_assessment(
        product.assessments[0].with_signal(SignalId.GENERIC_FAILURE, evidence=evidence)
    )


def with_finding(odds: float) -> Product:
    axis = AxisFigures(axis="length", crosses=True, p_adjusted=None, segments=(), odds_ratio=odds)
    finding = Finding(SignalId.GENERIC_FAILURE, Status.PRESENT, "", "", ComplaintFigures(axes=(axis,)))
    product = small()
    return product.with_assessment(
        product.assessments[0].with_signal(SignalId.GENERIC_FAILURE, finding=finding)
    )


def tables_of(product: Product) -> Tables:
    tables: Tables = json.loads(codec.product_bytes(product))
    return tables


def read(tables: object) -> Product:
    return codec.product_from_bytes(json.dumps(tables).encode())


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(products())
def test_every_product_comes_back_as_it_was(product: Product) -> None:
    data = codec.product_bytes(product)
    back = codec.product_from_bytes(data)
    assert back == product
    assert_same_types(back, product)
    assert codec.product_bytes(back) == data
    record = codec.to_record(product)
    assert_plain(record)
    assert codec.from_record(record) == product


def assert_plain(value: object) -> None:
    assert value is None or isinstance(value, (dict, list, str, int, float))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        assert_plain(inner)
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)


def assert_same_types(one: object, other: object) -> None:
    """An enum member equals its text and a list may hold what a tuple holds; here neither will do."""
    assert type(one) is type(other)
    if is_dataclass(one):
        for field in fields(one):
            assert_same_types(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, dict):
        assert isinstance(other, dict)
        assert {type(key) for key in one} == {type(key) for key in other}
        for key, inner in one.items():
            assert_same_types(inner, other[key])
    elif isinstance(one, tuple):
        assert isinstance(other, tuple)
        for inner, opposite in zip(one, other, strict=True):
            assert_same_types(inner, opposite)


def test_what_comes_back_is_immutable_and_hashable_where_it_was() -> None:
    back = read(tables_of(small())).assessments[0]
    evidence = back.signals[SignalId.GENERIC_FAILURE].evidence
    assert isinstance(evidence, ComplaintEvidence)
    assert isinstance(evidence.complaints, tuple)
    assert hash(evidence.complaints[0]) == hash(Complaint("u1", "new", "length", Pole.LOW, date(2026, 1, 5)))
    assert list(back.signals) == list(SignalId)


@pytest.mark.parametrize("odds", [math.inf, -math.inf, 0.1, 5e-324])
def test_numbers_without_a_json_form_survive(odds: float) -> None:
    product = with_finding(odds)
    data = codec.product_bytes(product)
    assert codec.product_from_bytes(data) == product
    json.loads(data, parse_constant=pytest.fail)


def test_not_a_number_survives() -> None:
    back = codec.product_from_bytes(codec.product_bytes(with_finding(math.nan)))
    finding = back.assessments[0].signals[SignalId.GENERIC_FAILURE].finding
    assert finding
    assert isinstance(finding.figures, ComplaintFigures)
    assert math.isnan(finding.figures.axes[0].odds_ratio or 0)


@pytest.mark.parametrize(
    "name",
    ["", "مشروع", "日本語 🦊", "\x00\x1b\ufeff", "{braces} %s", "\ud800 alone", "a" * 100_000, "\u2028"],
)
def test_any_text_survives(name: str) -> None:
    product = replace(small(), name=name)
    assert codec.product_from_bytes(codec.product_bytes(product)) == product


def test_the_file_is_utf8_json_with_a_line_for_each_field() -> None:
    text = codec.product_bytes(replace(small(), name="日本語")).decode()
    assert "日本語" in text
    assert text.count("\n") > 25
    assert max(len(line) for line in text.splitlines()) < 500


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    data = codec.product_bytes(small())
    assert codec.product_from_bytes(
        b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    ) == codec.product_from_bytes(data)


def test_a_time_without_a_zone_is_taken_as_utc() -> None:
    tables = tables_of(small())
    tables["product"]["1"]["created"] = "2026-03-02T12:00:00"
    assert read(tables).created == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_assessments_come_in_the_order_of_their_numbers() -> None:
    product = small()
    many = tuple(replace(product.assessments[0], id=f"a{number}") for number in range(12))
    tables = tables_of(replace(product, assessments=many))
    tables["assessments"] = dict(sorted(tables["assessments"].items()))
    assert [one.id for one in read(tables).assessments] == [one.id for one in many]


def test_what_could_not_be_read_back_is_not_written() -> None:
    product = small()
    evidence = replace(product.assessments[0], claimed_stage=10**4000)
    with pytest.raises(StorageError):
        codec.product_bytes(product.with_assessment(evidence))


# -- hostile files ----------------------------------------------------------------------------------

CONTENTS = {
    "empty": b"",
    "blank": b"  \n\n",
    "zeroes": b"\0" * 4096,
    "binary": bytes(range(256)) * 20,
    "utf-16": "{}".encode("utf-16"),
    "cut off": codec.product_bytes(new_product("x", date(2026, 3, 2), "1"))[:-40],
    "a list": b"[]",
    "a number": b"17",
    "null": b"null",
    "another object": b'{"name": "x"}',
    "no product": b'{"product": {}}',
    "two products": b'{"product": {"1": {}, "2": {}}}',
    "product is a list": b'{"product": [1]}',
    "product is text": b'{"product": {"1": "x"}}',
    "no schema": b'{"product": {"1": {"id": "x"}}}',
    "schema is text": b'{"product": {"1": {"schema_version": "1"}}}',
    "schema is true": b'{"product": {"1": {"schema_version": true}}}',
    "schema is negative": b'{"product": {"1": {"schema_version": -1}}}',
    "schema is enormous": b'{"product": {"1": {"schema_version": 1e999}}}',
    "nested": b'{"product": ' + b"[" * 200_000,
    "nested objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "nan": b'{"product": {"1": {"schema_version": NaN}}}',
    "infinity": b'{"product": {"1": {"schema_version": Infinity}}}',
    "endless digits": b'{"product": {"1": {"schema_version": ' + b"9" * 10_000 + b"}}}",
    "only the schema": b'{"product": {"1": {"schema_version": 1}}}',
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_file_that_is_no_product_gives_one_sentence(content: bytes) -> None:
    with pytest.raises(StorageError) as caught:
        codec.product_from_bytes(content)
    assert_one_sentence(str(caught.value))


def test_a_file_too_large_is_not_even_parsed() -> None:
    with pytest.raises(StorageError, match="64 MB"):
        codec.product_from_bytes(b" " * (codec.SIZE_LIMIT + 1))


def assert_one_sentence(text: str) -> None:
    assert "\n" not in text
    assert text.endswith(".")
    assert 20 < len(text) < 300
    assert "Traceback" not in text
    assert "Error" not in text


def set_in(*path: str | int, value: object) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        inner: Any = tables
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value

    return change


def a_scenario(**changes: object) -> Tables:
    """A scenario as the file holds it."""
    signals = dict.fromkeys(
        ("pmf", "diversity", "generic_failure", "active_users", "retention_priority"), "present"
    )
    record = {"id": "s", "name": "If", "kept": "2026-03-02", "signals": signals, "active_users": 200}
    more = {"top_priority": None, "stage": 1, "segment_detection": False, "gate": "none", "committed": False}
    return {**record, **more, **changes}


FIRST = ("assessments", "1")
COMPLAINTS = (*FIRST, "signals", "generic_failure", "evidence")
FINDING_WITH_A_TRIPLE = {
    "signal": "generic_failure",
    "status": "present",
    "reason": "",
    "resolve": "",
    "figures": {
        "kind": "generic_failure",
        "axes": [{"axis": "x", "crosses": True, "p_adjusted": None, "segments": [], "pair": ["a", "b", "c"]}],
    },
}


def prediction(lift: object, confidence: object) -> dict[str, object]:
    """A prediction as it stands in a file."""
    days = {"made": "2026-03-02", "due": "2026-06-01"}
    return {"id": "p", **days, "lift": lift, "confidence": confidence, "by": "", "note": "", "known_month": 0}


DAMAGES: dict[str, tuple[Callable[[Tables], None], str]] = {
    "name is a number": (set_in("product", "1", "name", value=5), "name"),
    "name is null": (set_in("product", "1", "name", value=None), "name"),
    "example is 1": (set_in("product", "1", "example", value=1), "example"),
    "created is no time": (set_in("product", "1", "created", value="yesterday"), "created"),
    "date is no date": (set_in(*FIRST, "as_of", value="2026-02-30"), "as_of"),
    "date is a number": (set_in(*FIRST, "as_of", value=20260302), "as_of"),
    "assessment is a list": (set_in(*FIRST, value=[]), "assessments"),
    "assessments is a list": (set_in("assessments", value=[]), "assessments"),
    "assessment without number": (set_in("assessments", "one", value={}), "assessments"),
    "participants is text": (set_in(*FIRST, "participants", value="Ann"), "participants"),
    "participant is a number": (set_in(*FIRST, "participants", value=["Ann", 2]), "participants"),
    "stage is 4": (set_in(*FIRST, "claimed_stage", value=4), "claimed_stage"),
    "stage is 0": (set_in(*FIRST, "claimed_stage", value=0), "claimed_stage"),
    "stage is true": (set_in(*FIRST, "claimed_stage", value=True), "claimed_stage"),
    "stage is 2.0": (set_in(*FIRST, "claimed_stage", value=2.0), "claimed_stage"),
    "stage is huge": (set_in(*FIRST, "claimed_stage", value=10**400), "claimed_stage"),
    "status unknown": (set_in(*FIRST, "status", value="finished"), "status"),
    "signals is a list": (set_in(*FIRST, "signals", value=[]), "signals"),
    "a signal is missing": (set_in(*FIRST, "signals", value={"pmf": {}}), "signals"),
    "no such signal": (set_in(*FIRST, "signals", "vibes", value={}), "signals"),
    "confidence is 6": (set_in(*FIRST, "signals", "pmf", "confidence", value=6), "confidence"),
    "evidence without kind": (set_in(*COMPLAINTS, value={"complaints": []}), "evidence"),
    "evidence of no kind": (set_in(*COMPLAINTS, "kind", value="vibes"), "evidence"),
    "evidence kind is a list": (set_in(*COMPLAINTS, "kind", value=["pmf"]), "evidence"),
    "evidence is text": (set_in(*COMPLAINTS, value="some"), "evidence"),
    "evidence of another signal": (
        set_in(*COMPLAINTS, value={"kind": "diversity", "interviews": []}),
        "generic_failure",
    ),
    "complaints is a table": (set_in(*COMPLAINTS, "complaints", value={"1": {}}), "complaints"),
    "pole unknown": (set_in(*COMPLAINTS, "complaints", 0, "pole", value="left"), "complaints[0].pole"),
    "pole is null": (set_in(*COMPLAINTS, "complaints", 0, "pole", value=None), "complaints[0].pole"),
    "complaint date": (set_in(*COMPLAINTS, "complaints", 0, "date", value="x"), "complaints[0].date"),
    "symptom unknown": (set_in(*FIRST, "symptoms", value={"doubts": "yes"}), "symptoms"),
    "gate is null": (set_in(*FIRST, "gate", value=None), "gate"),
    "roadmap without start": (set_in(*FIRST, "roadmap", value={"tasks": []}), "roadmap"),
    "a pair of three": (
        set_in(*FIRST, "signals", "generic_failure", "finding", value=FINDING_WITH_A_TRIPLE),
        "finding",
    ),
    "surer than sure": (
        set_in(*FIRST, "predictions", value=[prediction(0.2, 1.5)]),
        "predictions[0].confidence",
    ),
    "less than no chance": (set_in(*FIRST, "predictions", value=[prediction(0.2, -0.1)]), "confidence"),
    "confidence without end": (set_in(*FIRST, "predictions", value=[prediction(0.2, "NaN")]), "confidence"),
    "lift without end": (set_in(*FIRST, "predictions", value=[prediction("Infinity", 0.5)]), "[0].lift"),
    "verdict is text": (set_in(*FIRST, "verdict", value="GO_2"), "verdict"),
    "a scenario at stage 7": (set_in(*FIRST, "scenarios", value=[a_scenario(stage=7)]), "scenarios[0].stage"),
    "a scenario without a signal": (
        set_in(*FIRST, "scenarios", value=[a_scenario(signals={"pmf": "present"})]),
        "scenarios[0].signals",
    ),
    "a scenario of no gate": (set_in(*FIRST, "scenarios", value=[a_scenario(gate="open")]), "scenarios"),
}


@pytest.mark.parametrize(("damage", "where"), DAMAGES.values(), ids=DAMAGES)
def test_a_wrong_value_is_named_with_its_place(damage: Callable[[Tables], None], where: str) -> None:
    tables = tables_of(small())
    damage(tables)
    with pytest.raises(StorageError) as caught:
        read(tables)
    assert_one_sentence(str(caught.value))
    assert where in str(caught.value)


def test_a_finding_of_another_signal_is_refused() -> None:
    tables = tables_of(with_finding(2.0))
    signals = tables["assessments"]["1"]["signals"]
    signals["pmf"]["finding"] = signals["generic_failure"]["finding"]
    with pytest.raises(StorageError, match=r"signals\.pmf\.finding: the evidence there belongs to another"):
        read(tables)


def test_the_same_assessment_twice_is_refused() -> None:
    tables = tables_of(small())
    tables["assessments"]["2"] = tables["assessments"]["1"]
    with pytest.raises(StorageError, match=r"assessments\[1\]\.id: this id stands in the file twice"):
        read(tables)


def test_an_unknown_field_is_refused_by_name_and_passed_over_only_on_request() -> None:
    tables = tables_of(small())
    tables["assessments"]["1"]["mood"] = "good"
    with pytest.raises(codec.UnknownFieldError, match=r"mood.*assessments\[0\]"):
        read(tables)
    assert codec.from_record(tables, strict=False).name == "Quill"


def test_damage_is_reported_before_an_unknown_field() -> None:
    tables = tables_of(small())
    tables["assessments"]["1"]["mood"] = "good"
    tables["assessments"]["1"]["as_of"] = 5
    with pytest.raises(StorageError, match="as_of") as caught:
        read(tables)
    assert not isinstance(caught.value, codec.UnknownFieldError)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_value_anywhere_is_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    tables = tables_of(with_finding(2.0))
    places: list[tuple[Any, Any]] = []
    collect(tables, places)
    container, key = data.draw(st.sampled_from(places))
    container[key] = data.draw(JSON_VALUES)
    try:
        back = read(tables)
    except StorageError as error:
        assert_one_sentence(str(error))
    else:
        assert codec.product_from_bytes(codec.product_bytes(back)) is not None


def collect(value: Any, places: list[tuple[Any, Any]]) -> None:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        places.append((value, key))
        collect(inner, places)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 3000), st.integers(0, 60))
def test_damaged_bytes_are_read_or_refused_with_a_sentence(noise: bytes, at: int, length: int) -> None:
    data = codec.product_bytes(small())
    try:
        codec.product_from_bytes(data[:at] + noise + data[at + length :])
    except StorageError as error:
        assert_one_sentence(str(error))
