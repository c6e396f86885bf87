from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from readiness_gui.core.framework import Framework
from readiness_gui.core.terms import StepId, VerdictCode
from readiness_gui.ui.home_list import (
    AGE_ROLE,
    ProductModel,
    Sort,
    age_in_words,
)
from tests.ui.driver import WizardDriver

TODAY = date(2026, 3, 2)


class Line:
    """A summary as the library gives it."""

    def __init__(self, name: str, days: int = 0, stage: int | None = 1, problem: str | None = None) -> None:
        self.path = Path(f"/{name}.readiness")
        self.name = name
        self.modified = datetime(2026, 3, 2, 12, tzinfo=UTC) - timedelta(days=days)
        self.as_of = TODAY - timedelta(days=days) if problem is None else None
        self.example = False
        self.stage = stage
        self.verdict = VerdictCode.STAY_1 if problem is None else None
        self.contradictions = 0
        self.history = (stage,) if stage else ()
        self.problem = problem


@pytest.fixture
def model(framework: Framework) -> ProductModel:
    made = ProductModel(framework, lambda: TODAY)
    made.show([Line("beta", 5, 2), Line("Alpha", 9, 3), Line("gamma ray", 1, 1)])
    return made


def _names(model: ProductModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (Sort.MODIFIED, ["gamma ray", "beta", "Alpha"]),
        (Sort.NAME, ["Alpha", "beta", "gamma ray"]),
        (Sort.STAGE, ["Alpha", "beta", "gamma ray"]),
    ],
)
def test_products_are_sorted(model: ProductModel, sort: Sort, names: list[str]) -> None:
    model.sort_by(sort)
    assert _names(model) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [("ALPHA", ["Alpha"]), ("ray gam", ["gamma ray"]), ("zzz", []), ("  ", ["gamma ray", "beta", "Alpha"])],
)
def test_search_wants_all_words_in_any_order(model: ProductModel, words: str, names: list[str]) -> None:
    model.search(words)
    assert _names(model) == names
    assert model.total == 3


def test_a_reader_hears_stage_verdict_and_age(model: ProductModel) -> None:
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "beta, stage 2, Stay at stage 1, 5 days ago"


@pytest.mark.parametrize(
    ("code", "words"),
    [(VerdictCode.GO_2, "2 to settle first · Go to stage 2"), (VerdictCode.STAY_1, "Stay at stage 1")],
)
def test_a_verdict_that_says_go_is_not_listed_without_its_warning(
    framework: Framework, code: VerdictCode, words: str
) -> None:
    line = Line("one")
    line.verdict, line.contradictions = code, 2
    model = ProductModel(framework, lambda: TODAY)
    model.show([line])
    assert model.verdict_words(line) == words
    assert words in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_an_unreadable_file_shows_its_sentence_and_is_not_renamed(framework: Framework) -> None:
    model = ProductModel(framework, lambda: TODAY)
    model.show([Line("broken", stage=None, problem="The file ends in the middle.")])
    index = model.index(0)
    assert "ends in the middle" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert index.data(AGE_ROLE) == "today"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (30, "30 days ago"),
        (31, "1 month ago"),
        (90, "3 months ago"),
        (700, "23 months ago"),
        (740, "2 years ago"),
    ],
)
def test_ages_are_told_in_the_coarsest_fitting_unit(days: int, words: str) -> None:
    assert age_in_words(QObject(), TODAY - timedelta(days=days), TODAY) == words


def test_an_empty_home_offers_the_example_and_says_what_to_gather(
    driver: WizardDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert driver.products == []
    assert driver.shown("empty_new")
    assert driver.shown("empty_sample")
    assert driver.shown("gather")
    assert driver.focus == "empty_new"
    begin = driver.find(QWidget, "empty_new")
    for percent in (100, 200):
        driver.window.theme.set_percent(percent)
        view = driver.find(QScrollArea, "empty_home").viewport()
        driver.until(lambda: begin.mapTo(view, begin.rect().bottomLeft()).y() < view.height())  # noqa: B023
    for stage, text in driver.window.services.framework.stages.items():
        tile = driver.find(QWidget, f"stage_{stage}")
        told = " ".join(one.text() for one in tile.findChildren(QLabel))
        assert text.name in told
        assert text.what.split(". ")[0].rstrip(".") in told
        assert f"Takes {text.investment}" in told
    asked: list[str] = []

    def choose_none(_parent: object, title: str, *_rest: object) -> tuple[list[str], str]:
        asked.append(title)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose_none)
    driver.click("empty_merge")
    assert len(asked) == 1


def test_the_example_opens_and_is_marked_as_one(driver: WizardDriver) -> None:
    driver.click("empty_sample")
    driver.until(lambda: driver.window.session is not None)
    assert driver.session.product.example
    assert driver.shown("example_badge")
    assert len(driver.session.product.assessments) == 3


def test_a_product_needs_a_name(driver: WizardDriver) -> None:
    driver.click("empty_new").click("start_assessment")
    assert driver.text("new_product_error") == "Enter a name; you can change it later."
    assert driver.focus == "new_product_name"
    driver.press("Escape")
    assert not driver.shown("new_product_card")
    assert driver.shown("empty_new")


def test_the_question_for_a_name_stays_together(driver: WizardDriver) -> None:
    driver.window.actions_.new.trigger()
    caption, name = driver.find(QLabel, "new_product_caption"), driver.find(QLineEdit, "new_product_name")
    driver.until(name.isVisible)
    driver.until(lambda: 0 < name.y() - caption.geometry().bottom() <= 16)


def test_the_keyboard_alone_starts_opens_renames_and_deletes(driver: WizardDriver) -> None:
    driver.press("Space")
    driver.type("new_product_name", "Acme").press("Return")
    driver.until(lambda: driver.window.session is not None)
    driver.close_product()
    assert driver.products == ["Acme"]
    assert driver.focus == "product_list"
    driver.press("F2")
    driver.until(lambda: driver.focus == "rename_field")
    driver.type("rename_field", "Bolt").press("Return")
    driver.until(lambda: driver.products == ["Bolt"])
    driver.find(QPushButton, "new_product")
    driver.window.home.list.setFocus()
    driver.press("Ctrl+D")
    driver.until(lambda: len(driver.products) == 2)
    driver.window.home.list.setFocus()
    driver.press("Delete")
    driver.until(lambda: len(driver.products) == 1)
    driver.press("Return")
    driver.until(lambda: driver.window.session is not None)


def test_what_was_deleted_comes_back_by_undo_and_from_the_trash(driver: WizardDriver) -> None:
    driver.start("Acme").close_product()
    driver.window.home.list.setFocus()
    driver.press("Delete")
    driver.until(lambda: driver.products == [] and driver.shown("toast"))
    driver.click("toast_undo")
    driver.until(lambda: driver.products == ["Acme"])
    driver.window.home.list.setFocus()
    driver.press("Delete")
    driver.until(lambda: driver.products == [])
    driver.click("show_trash").click("restore_0")
    driver.until(lambda: driver.products == ["Acme"])


def test_an_older_version_comes_back(driver: WizardDriver) -> None:
    driver.start("Acme").settle()
    driver.session.rename("Renamed")
    driver.close_product()
    assert driver.products == ["Renamed"]
    summary = driver.window.home.model.summary(0)
    driver.window.home.list.asked.emit("versions", summary)
    listed = driver.find(QListWidget, "versions_list")
    driver.until(lambda: listed.count() > 0)
    listed.setCurrentRow(listed.count() - 1)
    driver.click("restore_version")
    driver.until(lambda: driver.products == ["Acme"])


def test_a_broken_file_is_listed_with_its_sentence_and_never_written(
    driver: WizardDriver, library_folder: Path
) -> None:
    library_folder.mkdir(parents=True, exist_ok=True)
    broken = library_folder / "broken.readiness"
    broken.write_bytes(b'{"product": {"1": {"na')
    driver.window.home.refresh()
    driver.until(lambda: len(driver.products) == 1)
    assert driver.window.home.model.summary(0).problem
    driver.window.home.list.setFocus()
    driver.press("Return")
    assert driver.shown("versions_dialog")
    driver.click("close_versions")
    assert broken.read_bytes() == b'{"product": {"1": {"na'


def test_search_and_sort_on_screen(driver: WizardDriver) -> None:
    for name in ("Beta", "Alpha"):
        driver.start(name).close_product()
    assert driver.products == ["Alpha", "Beta"]
    driver.window.actions_.find.trigger()
    assert driver.focus == "search_products"
    QTest.keyClicks(driver.window.focusWidget(), "bet")
    assert driver.products == ["Beta"]
    driver.type("search_products", "nothing like it")
    assert driver.shown("nothing_found")
    driver.find(QComboBox, "sort_products").setCurrentIndex(1)
    assert driver.window.settings.home_sort == "name"


def test_the_menu_of_a_product_offers_everything(driver: WizardDriver) -> None:
    driver.start("Acme").close_product()
    menu: QMenu = driver.window.home.list.make_menu(driver.window.home.model.index(0))
    names = {action.objectName() for action in menu.actions()}
    assert names == {"open", "rename", "duplicate", "versions", "delete"}
    menu.deleteLater()


def test_importing_copies_the_file_into_the_library(
    driver: WizardDriver, tmp_path: Path, library_folder: Path
) -> None:
    driver.start("Acme").goto(StepId.TRAP).settle()
    source = driver.session.path
    driver.close_product()
    outside = tmp_path / "mailed.readiness"
    outside.write_bytes(source.read_bytes())
    driver.window.home.import_file(outside)
    driver.until(lambda: driver.window.session is not None)
    assert driver.session.path.parent == library_folder
    assert driver.session.path != outside
