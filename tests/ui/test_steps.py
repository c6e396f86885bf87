"""The list of steps says every word at any size of text, and what a step is about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from readiness_gui.core.terms import StepId
from tests.ui.driver import WizardDriver

WRAPPED = int(Qt.TextFlag.TextWordWrap)


@pytest.mark.parametrize("percent", [100, 200])
def test_no_name_is_cut(driver: WizardDriver, percent: int) -> None:
    driver.open_sample()
    steps, theme = driver.window.wizard.steps, driver.window.theme
    theme.set_percent(percent)
    driver.settle()
    rows = [steps.model().index(row, 0) for row in range(len(StepId))]
    bold = QFont(steps.font())
    bold.setWeight(QFont.Weight.DemiBold)

    def whole() -> bool:
        mark = theme.scaled(18) + 50
        room = QRect(0, 0, steps.viewport().width() - mark, 9999)
        return all(
            steps.visualRect(at).height()
            >= QFontMetrics(bold if at == steps.currentIndex() else steps.font())
            .boundingRect(room, WRAPPED, f"{at.row() + 1}  {at.data()}")
            .height()
            for at in rows
        )

    for step in StepId:
        driver.goto(step)
        driver.until(whole)


def test_a_reason_that_needs_two_lines_gets_them(driver: WizardDriver) -> None:
    driver.open_sample()
    steps = driver.window.wizard.steps
    stale, plain = (steps.model().index(row, 0) for row in (2, 5))
    driver.until(lambda: abs(steps.visualRect(stale).height() - steps.visualRect(plain).height()) <= 1)
    driver.window.theme.set_percent(200)
    driver.until(lambda: steps.visualRect(stale).height() > steps.visualRect(plain).height() + 10)


def test_a_step_tells_its_question(driver: WizardDriver) -> None:
    driver.open_sample()
    steps, texts = driver.window.wizard.steps, driver.window.services.framework.steps
    for row, step in enumerate(StepId):
        told = steps.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
        assert told.startswith(texts[step].question)
    assert steps.model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole).endswith("days old")
