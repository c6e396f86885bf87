"""The JSON export keeps to its schema; and the schema is that of the model as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product, new_assessment
from readiness_gui.report import json_export
from readiness_gui.storage.codec import product_from_bytes
from tests import worked
from tests.report import schema
from tests.storage.strategies import products

CHECKED = Draft202012Validator(
    json.loads(schema.FILE.read_text(encoding="utf-8")), format_checker=Draft202012Validator.FORMAT_CHECKER
)


UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def exported(product: Product, assessment: Assessment, framework: Framework) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json_export.render(product, assessment, framework, worked.TODAY))
    return made


def flaws(record: object) -> list[str]:
    return [f"{flaw.json_path}: {flaw.message}" for flaw in CHECKED.iter_errors(record)]


def test_the_schema_is_one_and_shipped_as_the_model_is() -> None:
    """After a change of the model: ``python -m tests.report.schema``, and VERSION up if it breaks readers."""
    Draft202012Validator.check_schema(CHECKED.schema)
    assert schema.FILE.read_text(encoding="utf-8") == schema.text()


def test_every_record_of_the_schema_says_what_it_is() -> None:
    assert all(one["description"] for one in schema.schema()["$defs"].values())


def test_the_sample_and_an_empty_assessment_keep_to_it(framework: Framework) -> None:
    data = next((paths.resources() / "samples").glob("*.readiness")).read_bytes()
    sample = product_from_bytes(data)
    for assessment in sample.assessments:
        assert flaws(exported(sample, assessment, framework)) == []
    empty = new_assessment(worked.TODAY, "1")
    assert flaws(exported(replace(sample, assessments=(empty,)), empty, framework)) == []


def test_a_measured_assessment_keeps_to_it(framework: Framework, product: Product) -> None:
    assert flaws(exported(product, product.assessments[0], framework)) == []


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(products())
def test_any_product_keeps_to_it(framework: Framework, product: Product) -> None:
    for assessment in product.assessments:
        one = replace(assessment, verdict=None)  # made up, it would count signals that there are not
        try:
            record = exported(product, one, framework)
        except ValueError:  # an infinite number, which no rule computes
            continue
        assert flaws(record) == []


def break_version(record: dict[str, Any]) -> None:
    record["version"] = 2


def break_status(record: dict[str, Any]) -> None:
    record["assessment"]["signals"]["pmf"]["finding"]["status"] = "maybe"


def break_date(record: dict[str, Any]) -> None:
    record["assessment"]["as_of"] = "2 March"


def break_signal(record: dict[str, Any]) -> None:
    record["assessment"]["signals"]["weather"] = record["assessment"]["signals"]["pmf"]


def break_field(record: dict[str, Any]) -> None:
    del record["verdict"]["trace"][0]["why"]


@pytest.mark.parametrize("broken", [break_version, break_status, break_date, break_signal, break_field])
def test_the_schema_notices_what_is_wrong(
    framework: Framework, product: Product, broken: Callable[[dict[str, Any]], None]
) -> None:
    record = exported(product, product.assessments[0], framework)
    broken(record)
    assert flaws(record) != []
