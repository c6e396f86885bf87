"""The export page in the program: choices by keyboard, kept for the next product and the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from readiness_gui.core.terms import StepId
from readiness_gui.report.options import Paper, ReportOptions
from readiness_gui.ui.messages import stop_log
from readiness_gui.ui.pages.export import ExportPage
from tests.ui.driver_plan import PlanVerbs

#: more Tabs than the page has controls
MOST_TABS = 60


class ExportDriver(PlanVerbs):
    """The program at its last step."""

    def at_export(self, name: str) -> ExportDriver:
        """Start a product and go to its export."""
        self.start(name).goto(StepId.EXPORT).settle()
        return self

    @property
    def options(self) -> ReportOptions:
        """Return the choices on the page."""
        page = self.page
        assert isinstance(page, ExportPage)
        return page.choices.options

    def tab_to(self, name: str) -> ExportDriver:
        """Press Tab until a control has the focus."""
        for _ in range(MOST_TABS):
            if self.focus == name:
                return self
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {name}")

    def write(self, text: str) -> ExportDriver:
        """Type where the focus is, in place of what stands there."""
        self.press("Ctrl+A")
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClicks(here, text)
        return self


@pytest.fixture
def begin(qtbot: QtBot, library_folder: Path) -> Iterator[Callable[[], ExportDriver]]:
    """Return a function that starts the program."""
    started: list[ExportDriver] = []

    def start() -> ExportDriver:
        started.append(ExportDriver(qtbot))
        return started[-1]

    yield start
    for driver in started:
        driver.window.close()
        driver.window.deleteLater()
    stop_log()


def test_a_report_is_chosen_and_exported_by_keyboard_alone(
    begin: Callable[[], ExportDriver], tmp_path: Path
) -> None:
    driver = begin().at_export("Acme")
    driver.tab_to("export_pdf").tab_to("report_paper_0").press("Right")
    driver.tab_to("report_confidential").press("Space")
    driver.tab_to("colour_digits").write("#0B6E4F")
    assert driver.options == ReportOptions(paper=Paper.LETTER, confidential=True, accent="#0B6E4F")
    driver.tab_to("export_pdf").press("Space")
    dialog = driver.page.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "acme.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    driver.until(target.is_file)
    with pikepdf.open(target) as made:
        assert round(float(made.pages[0].mediabox[3])) == 792


def test_the_choices_hold_for_the_next_product_and_the_next_start(begin: Callable[[], ExportDriver]) -> None:
    driver = begin().at_export("Acme")
    driver.choose("report_paper", 1)
    data = driver.session.path.read_bytes()
    driver.close_product()
    assert driver.at_export("Bravo").options == ReportOptions(paper=Paper.LETTER)
    assert b"letter" not in data, "a product that is mailed says nothing of this machine"
    driver.close_product()
    driver.close()
    assert begin().at_export("Charlie").options == ReportOptions(paper=Paper.LETTER)
