"""The window around the pages: its names, its sizes, its keys and what it remembers."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication

from readiness_gui.core.terms import StepId
from readiness_gui.ui.theme import Mode
from readiness_gui.ui.wizard import STEPS_WIDTH
from tests.ui.conftest import Drive
from tests.ui.driver import WizardDriver

#: pages whose whole content can be looked at in one test without being slow
ALL = list(StepId)


def test_a_new_product_begins_at_the_first_step_named_in_title_and_header(acme: WizardDriver) -> None:
    assert acme.at(StepId.START)
    assert acme.window.windowTitle() == "Acme - Readiness"
    assert acme.find(QAbstractButton, "product_name").text() == "Acme"
    assert not acme.shown("example_badge")


def test_the_product_is_renamed_in_the_header(acme: WizardDriver) -> None:
    acme.click("product_name").type("product_name_field", "Bolt 2")
    acme.press("Return")
    assert acme.session.product.name == "Bolt 2"
    assert acme.window.windowTitle() == "Bolt 2 - Readiness"
    acme.click("product_name").type("product_name_field", "Typo").press("Escape")
    assert acme.session.product.name == "Bolt 2"


def test_a_long_name_is_shortened_on_screen_only(driver: WizardDriver) -> None:
    name = "An extraordinarily long name & more " * 5
    driver.start(name)
    assert driver.session.product.name == name.strip()
    shown = driver.find(QAbstractButton, "product_name")
    assert shown.text().endswith("…")
    assert name.strip() in shown.accessibleName()
    assert driver.window.width() == 1280


def test_the_guidance_folds_by_key_and_by_lack_of_room(acme: WizardDriver) -> None:
    assert acme.shown("guidance_panel")
    acme.window.actions_.guidance.trigger()
    assert not acme.shown("guidance_panel")
    acme.window.actions_.guidance.trigger()
    assert acme.shown("guidance_panel")
    acme.window.resize(900, 720)
    acme.until(lambda: not acme.shown("guidance_panel"))
    acme.window.resize(1280, 720)
    acme.until(lambda: acme.shown("guidance_panel"))
    acme.window.resize(900, 720)
    acme.until(lambda: not acme.shown("guidance_panel"))
    acme.window.actions_.guidance.trigger()
    assert acme.shown("guidance_panel"), "asked for, it shows even where it is narrow"


def test_the_look_is_remembered(acme: WizardDriver, drive: Drive) -> None:
    acme.window.actions_.themes[Mode.DARK].trigger()
    acme.window.actions_.larger.trigger()
    acme.window.actions_.guidance.trigger()
    acme.window.resize(1100, 700)
    acme.close()
    again = drive()
    assert again.window.theme.dark
    assert again.window.theme.percent == 110
    assert not again.window.wizard.guidance_wanted
    again.window.theme.set_mode(Mode.LIGHT)


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_a_small_screen(acme: WizardDriver, percent: int) -> None:
    acme.window.actions_.sizes[percent].trigger()
    for step in ALL:
        acme.goto(step)
        assert acme.window.minimumSizeHint().width() <= 1280, step
        assert acme.window.minimumSizeHint().height() <= 720, step
    acme.window.theme.set_percent(100)


def test_no_two_commands_share_a_key(driver: WizardDriver) -> None:
    keys = [
        key.toString()
        for action in driver.window.findChildren(QAction)
        if action.parent() is driver.window
        for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def test_every_control_of_the_shell_has_a_name_and_words_for_a_reader(acme: WizardDriver) -> None:
    shell = [
        one
        for part in (acme.window.wizard.header, acme.window.wizard.footer)
        for one in part.findChildren(QAbstractButton)
    ]
    assert shell
    for one in shell:
        assert one.objectName(), one
        assert one.accessibleName() or one.text(), one.objectName()


def test_about_and_keys_open_and_close(driver: WizardDriver) -> None:
    driver.window.actions_.about.trigger()
    driver.click("copy_versions").click("close_about")
    assert "Qt" in QApplication.clipboard().text()
    driver.window.actions_.keys.trigger()
    driver.click("close_shortcuts")


def test_the_list_of_steps_keeps_its_width_where_the_size_of_text_changed_before(
    driver: WizardDriver,
) -> None:
    driver.window.theme.set_percent(200)
    driver.window.theme.set_percent(100)
    driver.start("Acme")
    steps = driver.window.wizard.steps
    driver.until(lambda: steps.width() >= STEPS_WIDTH - 8)
