"""The overview on paper and as a table: complete, safe, archival, and the same each time."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

from readiness_gui import paths
from readiness_gui.core.errors import CancelledError, ReportError
from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import Filter, ProductSummary, Sort, chosen
from readiness_gui.core.terms import VerdictCode
from readiness_gui.report.portfolio import CSV, TABLE, Overview, csv_bytes, export_csv, text_table
from readiness_gui.report.portfolio_pdf import FIRST_ROWS, MORE_ROWS, document, export_pdf, render_pdf
from readiness_gui.storage.library import Library
from readiness_gui.ui.tasks import Cancel
from tests import startups
from tests.report import pdf_checks
from tests.report.test_hostile import TEXTS

TODAY = startups.TODAY


def line(name: str, at: int = 0, **changes: object) -> ProductSummary:
    day = TODAY - timedelta(days=30 + at % 300)
    made = ProductSummary(
        path=Path(f"/{at}.readiness"),
        name=name,
        modified=datetime(2026, 3, 2, tzinfo=UTC),
        stage=1 + at % 3,
        target=min(2 + at % 3, 3),
        verdict=list(VerdictCode)[at % len(VerdictCode)],
        course=((day - timedelta(days=100), 1), (day, 1 + at % 3)),
        as_of=day,
        present=at % 6,
        users=at * 17,
        evidence=(day,),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields named by the tests


def overview(framework: Framework, *lines: ProductSummary, **changes: object) -> Overview:
    made = Overview(lines=lines, framework=framework, today=TODAY)
    return replace(made, **changes)  # type: ignore[arg-type]  # as above


@pytest.fixture(scope="module")
def thirty(framework: Framework, tmp_path_factory: pytest.TempPathFactory) -> Overview:
    """Thirty invented start-ups and one file that cannot be read."""
    folder = tmp_path_factory.mktemp("startups")
    startups.write(folder, 30, framework)
    (folder / "broken.readiness").write_bytes(b'{"pro')
    found = chosen(Library(folder).list(), Filter(), Sort.STAGE, TODAY, 90)
    return overview(framework, *found, sort=Sort.STAGE)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_table_has_a_row_a_product_and_the_broken_file_with_its_reason(thirty: Overview) -> None:
    found = rows(csv_bytes(thirty))
    assert len(found) == 31
    assert [one["File"] for one in found] == [one.path.name for one in thirty.lines]
    assert found[-1]["File"] == "broken.readiness"
    assert "not valid JSON" in found[-1]["Problem"]
    assert found[-1]["Stage"] == found[-1]["Verdict"] == ""
    for one, given_line in zip(found[:-1], thirty.lines, strict=False):
        assert one["Problem"] == ""
        assert int(one["Stage"]) == given_line.stage
        assert int(one["Go to"]) == given_line.target
        assert one["Verdict code"] == given_line.verdict
        assert int(one["Signals present of 5"]) == given_line.present
        assert int(one["Active users"]) == given_line.users
        assert int(one["Age in days"]) == given_line.age_days(TODAY)


def test_no_cell_starts_a_formula(thirty: Overview) -> None:
    for row in csv.reader(io.StringIO(csv_bytes(thirty).decode("utf-8-sig"))):
        assert len(row) == len(CSV)
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS)
def test_any_name_makes_one_row(framework: Framework, name: str) -> None:
    found = list(csv.reader(io.StringIO(csv_bytes(overview(framework, line(name))).decode("utf-8-sig"))))
    assert len(found) == 2
    assert not found[1][0].startswith(("=", "+", "-", "@", "\t"))


def test_a_product_without_answers_has_empty_cells(framework: Framework) -> None:
    bare = line("New", stage=1, target=None, verdict=None, course=(), as_of=None, present=0, users=None)
    (one,) = rows(csv_bytes(overview(framework, bare)))
    assert one["Verdict"] == "No verdict yet"
    assert one["Active users"] == one["Signals present of 5"] == one["Go to"] == ""


def test_the_plain_table_stays_in_its_columns(thirty: Overview) -> None:
    told = text_table(thirty).splitlines()
    assert len(told) == 31
    assert told[0].startswith("Product")
    assert "\x1b" not in text_table(overview(thirty.framework, line("\x1b[31mred")))


def test_the_document_counts_what_it_shows(thirty: Overview) -> None:
    made = document(thirty)
    by_stage, by_group = made["counts"]
    assert sum(int(number) for _, number in by_stage["rows"]) == 30
    assert sum(int(number) for _, number in by_group["rows"]) == 30
    assert len(made["rows"]) == 30
    assert all(len(row) == len(TABLE) for row in made["rows"])
    assert made["problems"][0][0] == "broken.readiness"
    assert sum(len(chart["rows"]) for chart in made["charts"]) == 30
    assert made["title"] == "Portfolio of 30 products"
    assert not made["filter"]


def test_a_part_says_that_it_is_one(thirty: Overview) -> None:
    made = document(replace(thirty, wanted=Filter(stage=2)))
    assert made["filter"] == "Only a part is shown: stage 2."


def test_many_products_take_several_charts_on_one_axis(framework: Framework) -> None:
    made = document(overview(framework, *(line(f"P{at}", at) for at in range(200))))
    sizes = [len(chart["rows"]) for chart in made["charts"]]
    assert sum(sizes) == 200
    assert sizes[0] == FIRST_ROWS
    assert max(sizes[1:]) <= MORE_ROWS
    assert len({str(chart["ticks"]) for chart in made["charts"]}) == 1


@pytest.fixture(scope="module")
def paper(thirty: Overview) -> bytes:
    made = render_pdf(thirty, paths.resources())
    assert made.strict
    assert made.replaced == ()
    return made.data


@pytest.mark.parametrize("check", [name for name in pdf_checks.CHECKS if name != "attachment"])
def test_the_pdf_meets_the_standards(paper: bytes, check: str) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert pdf_checks.CHECKS[check](pdf) == []


def test_the_pdf_carries_the_table(paper: bytes, thirty: Overview) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        attached = pdf.attachments["portfolio.csv"]
        assert attached.get_file().read_bytes() == csv_bytes(thirty)


def test_the_chart_is_told_to_those_who_do_not_see_it(paper: bytes, thirty: Overview) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        (chart,) = pdf_checks.of_kind(pdf, "/Figure")
        told = str(chart["/Alt"])
    for one in thirty.readable:
        assert " ".join(one.name.split())[:20] in told


def test_thirty_products_fit_on_three_pages_the_same_each_time(paper: bytes, thirty: Overview) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert len(pdf.pages) <= 3
    assert render_pdf(thirty, paths.resources()).data == paper


@pytest.mark.parametrize("count", [1, 2, 31, 120])
def test_any_number_of_products_is_set(framework: Framework, count: int) -> None:
    made = render_pdf(overview(framework, *(line(f"P{at}", at) for at in range(count))), paths.resources())
    assert made.strict
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert pdf_checks.figures(pdf) == []
        assert pdf_checks.tables(pdf) == []


def test_only_broken_files_and_empty_products_are_set_too(framework: Framework) -> None:
    bare = line("New", stage=None, target=None, verdict=None, course=(), as_of=None)
    made = render_pdf(overview(framework, bare, line("x", problem="damaged")), paths.resources())
    assert made.strict
    assert render_pdf(overview(framework, line("x", problem="damaged")), paths.resources()).strict


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, problem=TEXTS)
def test_any_text_is_set(framework: Framework, name: str, problem: str) -> None:
    made = render_pdf(
        overview(framework, line(name), line(name, 1, problem=problem or "damaged")), paths.resources()
    )
    assert made.strict or made.replaced
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.pages) >= 1


def test_it_is_written_with_progress_and_nothing_else_is_left(thirty: Overview, tmp_path: Path) -> None:
    seen: list[float] = []
    done = export_pdf(
        tmp_path / "p.pdf",
        thirty,
        resources=paths.resources(),
        progress=lambda share, words="": seen.append(share),
    )
    assert done.strict
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, 1.0)
    assert [one.name for one in tmp_path.iterdir()] == ["p.pdf"]


def test_cancel_leaves_nothing(thirty: Overview, tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(CancelledError):
        export_pdf(tmp_path / "p.pdf", thirty, resources=paths.resources(), cancel=cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(thirty: Overview, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="gone"):
        export_csv(tmp_path / "gone" / "p.csv", thirty)
    with pytest.raises(ReportError, match="gone"):
        export_pdf(tmp_path / "gone" / "p.pdf", thirty, resources=paths.resources())


def test_the_invented_startups_are_of_every_kind(thirty: Overview) -> None:
    """Else the other tests would say less than they seem to."""
    assert {one.stage for one in thirty.readable} == {1, 2, 3}
    assert any(one.name.isascii() is False for one in thirty.readable)
    assert max(len(one.name) for one in thirty.readable) > 60
    assert {len(one.course) for one in thirty.readable} >= {1, 3, 5}
    assert date.min < min(day for one in thirty.readable for day, _ in one.course) < TODAY
