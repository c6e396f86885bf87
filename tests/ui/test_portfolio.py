"""The portfolio on home: every product in one chart that is a table, by keyboard and by mouse."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.framework import Framework
from readiness_gui.core.portfolio import Filter, Group, ProductSummary, Sort, course_words, group_of
from readiness_gui.storage.library import Library
from readiness_gui.ui import portfolio_jobs
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.portfolio_model import LEFT_TO_RIGHT, Col, PortfolioModel
from readiness_gui.ui.settings import View
from tests import startups
from tests.ui.driver_portfolio import PortfolioVerbs

TODAY = startups.TODAY
#: nothing may hold the screen up for longer, in seconds of its thread
HELD_UP = 0.05

Start = Callable[[], PortfolioVerbs]


@pytest.fixture
def start(qtbot: QtBot, library_folder: Path) -> Iterator[Start]:
    started: list[PortfolioVerbs] = []

    def made() -> PortfolioVerbs:
        started.append(PortfolioVerbs(qtbot))
        return started[-1]

    yield made
    for driver in started:
        driver.window.close()
        driver.window.deleteLater()
    stop_log()


@pytest.fixture
def twelve(library_folder: Path, framework: Framework, start: Start) -> PortfolioVerbs:
    """The window over twelve invented start-ups and a file that cannot be read, as portfolio."""
    startups.write(library_folder, 12, framework)
    (library_folder / "broken.readiness").write_bytes(b"{")
    driver = start()
    assert len(driver.products) == 13
    return driver.show_portfolio()


@pytest.fixture(scope="module")
def lines(framework: Framework, tmp_path_factory: pytest.TempPathFactory) -> tuple[ProductSummary, ...]:
    folder = tmp_path_factory.mktemp("lines")
    startups.write(folder, 30, framework)
    (folder / "broken.readiness").write_bytes(b"{")
    return Library(folder).list()


@pytest.fixture
def model(framework: Framework, lines: tuple[ProductSummary, ...]) -> PortfolioModel:
    made = PortfolioModel(framework, lambda: TODAY)
    made.show(lines)
    return made


class TestModel:
    def test_each_cell_says_what_the_line_says(self, model: PortfolioModel, framework: Framework) -> None:
        for row, line in enumerate(model.lines):
            cells = {column: model.index(row, column).data() for column in Col}
            if line.problem is not None:
                assert cells[Col.VERDICT] == line.problem
                assert cells[Col.COURSE] == cells[Col.USERS] == ""
                continue
            assert line.verdict is not None
            assert cells[Col.VERDICT] == framework.verdicts[line.verdict].title
            assert cells[Col.COURSE] == course_words(line)
            assert cells[Col.MOVE].strip(LEFT_TO_RIGHT) == f"{line.stage} → {line.target}"
            assert cells[Col.SIGNALS].count("●") == line.present
            assert cells[Col.SIGNALS].count("○") == 5 - line.present
            assert (f"{model.stale(line)} stale" in cells[Col.AGE]) == (model.stale(line) > 0)

    def test_a_reader_hears_what_a_cell_is_about(self, model: PortfolioModel) -> None:
        line = model.lines[0]
        told = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in Col]
        assert told[Col.COURSE] == f"Stages over time: {course_words(line)}"
        assert told[Col.MOVE] == f"Stage {line.stage}, go to stage {line.target}"
        assert told[Col.SIGNALS] == f"{line.present} of 5 signals present"
        assert told[Col.USERS].endswith("active users")
        broken = model.row_of(next(one.path for one in model.lines if one.problem))
        assert broken == model.rowCount() - 1
        said = model.index(broken, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "broken" in said
        assert "damaged" in said

    def test_the_heads_name_every_column_and_the_time(self, model: PortfolioModel) -> None:
        heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in Col]
        assert all(heads)
        assert f"{TODAY:%Y-%m}" in heads[Col.COURSE]

    @pytest.mark.parametrize("sort", list(Sort))
    def test_filter_and_order_are_those_of_the_core(self, model: PortfolioModel, sort: Sort) -> None:
        model.choose(Filter(group=Group.HOLD), sort)
        assert model.lines
        assert all(group_of(line) is Group.HOLD for line in model.lines)
        assert model.total == 31


def test_the_switch_is_worked_by_keyboard_and_remembered(
    start: Start, library_folder: Path, framework: Framework
) -> None:
    startups.write(library_folder, 3, framework)
    driver = start()
    assert driver.shown("product_list")
    driver.show_portfolio()
    assert not driver.shown("product_list")
    assert not driver.shown("sort_products")
    assert driver.window.settings.home_view is View.PORTFOLIO
    driver.window.settings.write()
    driver.close()
    again = start()
    assert len(again.products) == 3
    assert again.shown("portfolio")
    assert again.find(QRadioButton, "view_portfolio").isChecked()
    assert again.focus == "portfolio_table"
    again.show_list()
    assert again.window.settings.home_view is View.LIST
    assert again.shown("sort_products")


def test_all_products_are_there_and_counted(twelve: PortfolioVerbs) -> None:
    assert len(twelve.rows) == 13
    said = twelve.text("portfolio_counts")
    assert said.startswith("13 of 13 products")
    stages = [line.stage for line in twelve.portfolio.model.lines]
    for stage in (1, 2, 3):
        assert f"Stage {stage}: {stages.count(stage)}" in said
    assert "Cannot be read: 1" in said


def test_filter_sort_and_search_by_keyboard(twelve: PortfolioVerbs) -> None:
    twelve.pick("portfolio_sort", Sort.USERS)
    users = [line.users for line in twelve.portfolio.model.lines if line.users is not None]
    assert users == sorted(users, reverse=True)
    assert twelve.window.settings.portfolio_sort == "users"
    twelve.pick("portfolio_stage", 3)
    assert {line.stage for line in twelve.portfolio.model.lines} == {3}
    assert "of 13 products" in twelve.text("portfolio_counts")
    twelve.pick("portfolio_stage", None).pick("portfolio_group", Group.UNREADABLE)
    assert twelve.rows == ["broken"]
    twelve.pick("portfolio_group", None).focus_on("portfolio_stale").press("Space")
    model = twelve.portfolio.model
    assert model.lines
    assert all(model.stale(line) for line in model.lines)
    twelve.find(QCheckBox, "portfolio_stale").setChecked(False)
    twelve.type("search_products", "amber")
    assert twelve.rows == ["Amber Desk"]


def test_where_nothing_fits_it_says_so_and_offers_all(twelve: PortfolioVerbs) -> None:
    twelve.pick("portfolio_group", Group.NONE)
    assert twelve.rows == []
    assert twelve.shown("portfolio_nothing")
    assert not twelve.shown("portfolio_table")
    assert not twelve.shown("portfolio_pdf")
    twelve.focus_on("portfolio_all").press("Space")
    assert len(twelve.rows) == 13
    assert twelve.focus == "portfolio_table"
    assert not twelve.shown("portfolio_nothing")


def test_a_heads_click_sorts_by_its_column(twelve: PortfolioVerbs) -> None:
    head = twelve.portfolio.table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(Col.SIGNALS) + 10, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    present = [line.present for line in twelve.portfolio.model.lines if line.problem is None]
    assert present == sorted(present, reverse=True)
    assert twelve.window.settings.portfolio_sort == "signals"


def test_enter_opens_the_product(twelve: PortfolioVerbs) -> None:
    twelve.pick("portfolio_sort", Sort.USERS).focus_on("portfolio_table").press("Home").press("Down", 2)
    wanted = twelve.portfolio.table.current()
    assert wanted is not None
    assert wanted == twelve.portfolio.model.lines[2]
    twelve.press("Return")
    twelve.until(lambda: twelve.window.session is not None)
    assert twelve.session.path == wanted.path
    twelve.close_product()
    assert twelve.shown("portfolio")
    assert twelve.portfolio.table.current() == wanted, "one comes back to where one was"


def test_a_click_opens_the_product(twelve: PortfolioVerbs) -> None:
    table = twelve.portfolio.table
    inside = table.visualRect(table.model().index(1, Col.COURSE)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    twelve.until(lambda: twelve.window.session is not None)


def test_a_broken_file_offers_its_versions(twelve: PortfolioVerbs) -> None:
    twelve.focus_on("portfolio_table").press("Ctrl+End").press("Return")
    assert twelve.shown("versions_dialog")
    twelve.click("close_versions")


def test_an_empty_library_says_what_to_do(start: Start) -> None:
    driver = start()
    driver.window.settings.home_view = View.PORTFOLIO
    driver.window.home.views.show_view(View.PORTFOLIO)
    assert driver.shown("empty_new")
    assert not driver.shown("portfolio_table")


def test_csv_and_pdf_hold_what_is_shown(twelve: PortfolioVerbs, tmp_path: Path) -> None:
    twelve.pick("portfolio_stage", 3)
    shown = [line.path.name for line in twelve.portfolio.model.lines]
    twelve.export_portfolio(tmp_path / "p.csv")
    assert twelve.shown("export_done")
    text = (tmp_path / "p.csv").read_text("utf-8-sig")
    assert [name in text for name in shown] == [True] * len(shown)
    assert len(text.splitlines()) == len(shown) + 1
    twelve.click("export_close").export_portfolio(tmp_path / "p.pdf")
    assert twelve.shown("export_done")
    with pikepdf.open(tmp_path / "p.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == f"Portfolio of {len(shown)} products"


def test_overwriting_is_asked_and_another_name_can_be_given(twelve: PortfolioVerbs, tmp_path: Path) -> None:
    target = tmp_path / "p.csv"
    target.write_text("mine")
    twelve.portfolio.export.begin("csv", target)
    assert twelve.shown("export_question")
    assert target.read_text() == "mine"
    twelve.click("export_another_name")
    dialog = twelve.find(QFileDialog, "portfolio_dialog")
    assert dialog.selectedFiles()[0].endswith(f"Portfolio {_today(twelve)}.csv")
    dialog.reject()
    twelve.portfolio.export.begin("csv", target)
    twelve.focus_on("export_replace").press("Space")
    twelve.until(lambda: twelve.shown("export_done"))
    assert target.read_text("utf-8-sig").startswith("Product,")


def test_an_export_that_fails_says_why(twelve: PortfolioVerbs, tmp_path: Path) -> None:
    twelve.export_portfolio(tmp_path / "gone" / "p.pdf")
    assert twelve.shown("export_failed")
    assert "gone" in twelve.text("export_error")
    assert twelve.find(QLabel, "export_error").isVisible()


def test_cancel_stops_it_and_writes_nothing(
    twelve: PortfolioVerbs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = portfolio_jobs.run

    def waiting(job: portfolio_jobs.PortfolioJob, *, progress: object, cancel: object) -> object:
        end = time.monotonic() + 10
        while not cancel.requested and time.monotonic() < end:  # type: ignore[attr-defined]  # a Cancel
            time.sleep(0.005)
        return real(job, progress=progress, cancel=cancel)  # type: ignore[arg-type]  # as it was given

    monkeypatch.setattr("readiness_gui.ui.portfolio_export.run", waiting)
    twelve.portfolio.export.begin("pdf", tmp_path / "p.pdf")
    assert twelve.shown("export_running")
    assert twelve.focus == "export_cancel"
    twelve.press("Space")
    twelve.until(lambda: twelve.shown("export_stopped"))
    assert list(tmp_path.glob("*.pdf")) == []


def test_three_hundred_products_hold_nothing_up(
    start: Start, library_folder: Path, framework: Framework
) -> None:
    """Each act is measured in the time of the screen's own thread, painting included; the best of three."""
    startups.write(library_folder, 300, framework)
    driver = start()
    driver.until(lambda: len(driver.products) == 300)
    driver.show_portfolio()
    QApplication.sendPostedEvents()
    view = driver.portfolio
    view.table.grab()
    acts: dict[str, Callable[[], object]] = {
        "sort": lambda: driver.pick("portfolio_sort", Sort.AGE),
        "search": lambda: view.search("desk"),
        "show": lambda: view.show_lines(view.model._all),
        "page": lambda: QTest.keyClick(view.table, Qt.Key.Key_PageDown),
        "paint": view.table.viewport().repaint,
    }
    for name, act in acts.items():
        costs = []
        for _ in range(3):
            begun = time.thread_time()
            act()
            view.table.viewport().repaint()
            costs.append(time.thread_time() - begun)
            view.search("")
        assert min(costs) < HELD_UP, (name, costs)


def test_reading_is_done_behind_the_screen(twelve: PortfolioVerbs, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    library = twelve.window.services.library.real
    seen: list[int] = []
    real = library.list

    def listing() -> object:
        seen.append(threading.get_ident())
        return real()

    monkeypatch.setattr(library, "list", listing)
    twelve.window.home.refresh()
    twelve.until(lambda: bool(seen) and not twelve.window.busy)
    assert threading.get_ident() not in seen


def _today(driver: PortfolioVerbs) -> date:
    return driver.window.services.today()
