"""The bar above the wizard says whole words or shortens them in sight, however large the text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from readiness_gui.ui.widgets.basics import button
from readiness_gui.ui.widgets.flow_row import FlowRow
from tests.ui.driver import WizardDriver

SHORTENED = ("product_name", "assessment_menu", "verdict_chip")


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("name", ["Grantwright", "An assistant with a name that nobody remembers in full"])
def test_no_word_is_cut_without_a_sign(driver: WizardDriver, percent: int, name: str) -> None:
    driver.open_sample()
    driver.session.rename(name)
    driver.window.theme.set_percent(percent)
    driver.settle()
    buttons = [driver.find(QPushButton, one) for one in SHORTENED]
    driver.until(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))


def test_a_verdict_without_room_loses_its_introduction_first(driver: WizardDriver) -> None:
    driver.open_sample()
    chip = driver.find(QPushButton, "verdict_chip")
    driver.until(lambda: chip.text() == "Verdict: Stay at stage 2")
    driver.window.theme.set_percent(200)
    driver.until(lambda: chip.text() == "Stay at stage 2")
    assert chip.accessibleName().startswith("Verdict: Stay at stage 2")


def test_the_badge_of_the_example_gives_way_to_its_name(driver: WizardDriver) -> None:
    driver.open_sample()
    driver.until(lambda: driver.shown("example_badge"))
    driver.window.theme.set_percent(200)
    driver.until(lambda: not driver.shown("example_badge"))
    assert driver.find(QPushButton, "product_name").text() == "Grantwright"
    driver.window.theme.set_percent(100)
    driver.until(lambda: driver.shown("example_badge"))
    driver.close_product().start("Acme")
    assert not driver.find(QLabel, "example_badge").isVisible()


def test_a_row_of_controls_of_several_heights_has_one_middle(driver: WizardDriver) -> None:
    made = QWidget(driver.window)
    box, push = QCheckBox("Only some"), button("All", "all")
    push.setMinimumHeight(60)
    made.setLayout(FlowRow(box, push))
    made.resize(600, 80)
    made.show()
    driver.until(lambda: push.height() >= 60)
    assert abs(box.geometry().center().y() - push.geometry().center().y()) <= 1
