"""Tab goes through the window as it is read, whenever a control was made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from readiness_gui.core.terms import StepId
from tests.ui.driver import WizardDriver

#: more presses of Tab than a page has controls
MANY = 120


def tabbed(driver: WizardDriver, start: str, keys: str = "Tab") -> list[QWidget]:
    """Press keys from one control on until it is back, and return where the focus went."""
    driver.find(QWidget, start).setFocus()
    went = [driver.find(QWidget, start)]
    for _ in range(MANY):
        driver.press(keys)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is went[0]:
            return went
        went.append(focus)
    raise AssertionError(f"{start} is never reached again")


def names(widgets: list[QWidget]) -> list[str]:
    return [one.objectName() for one in widgets]


@pytest.mark.parametrize("step", [StepId.REVIEW, StepId.VERDICT, StepId.GATE])
def test_a_page_with_parts_made_later_is_gone_through_from_above(driver: WizardDriver, step: StepId) -> None:
    driver.open_sample().goto(step).settle()
    driver.until(lambda: not driver.window.busy)
    page = driver.page
    went = [one for one in tabbed(driver, "home_button") if page.isAncestorOf(one)]
    tops = [one.mapTo(page, QPoint(0, 0)).y() for one in went]
    ends = [top + one.height() for top, one in zip(tops, went, strict=True)]
    back = [
        f"{before.objectName()} -> {after.objectName()}"
        for before, after, top, end in zip(went, went[1:], tops, ends[1:], strict=False)
        if end <= top
    ]
    assert len(went) > 8
    assert not back


def test_after_a_page_come_the_guidance_and_the_way_on(driver: WizardDriver) -> None:
    driver.open_sample().goto(StepId.PMF).settle()
    order = names(tabbed(driver, "home_button"))
    assert order.index("step_list") < order.index("import_file") < order.index("ask_room")
    assert order[order.index("ask_room") + 1 :] == ["guidance_panel", "back_button", "next_button"]
    assert names(tabbed(driver, "home_button", "Shift+Tab")) == [order[0], *order[:0:-1]]


def test_tab_goes_from_a_field_to_its_suggestions_and_on(driver: WizardDriver) -> None:
    driver.open_sample().goto(StepId.GATE).settle()
    driver.until(lambda: driver.shown("use_users_a_month_0"))
    order = names(tabbed(driver, "plan_baseline"))
    assert order[1] == "use_baseline_0"
    assert order[order.index("plan_users_a_month") + 1] == "use_users_a_month_0"


def test_of_a_group_tab_reaches_the_chosen_one_and_leaves_the_others(driver: WizardDriver) -> None:
    driver.start("Acme").goto(StepId.START)
    order = names(tabbed(driver, "step_list"))
    assert [name for name in order if name.startswith("detection")] == ["detection_0"]
    driver.click("detection_3")
    order = names(tabbed(driver, "step_list"))
    assert [name for name in order if name.startswith("detection")] == ["detection_3"]
    driver.find(QWidget, "detection_1").setFocus()
    driver.press("Tab")
    assert driver.focus == "business_model"


def test_a_control_that_tab_reaches_is_in_sight(driver: WizardDriver) -> None:
    driver.open_sample().goto(StepId.VERDICT).settle()
    view = driver.window.wizard.frame.viewport()
    for one in tabbed(driver, "next_button"):
        if not driver.page.isAncestorOf(one):
            continue
        one.setFocus()
        driver.press("Shift+Tab").press("Tab")
        place = one.mapTo(view, QPoint(0, 0)).y()
        assert place >= 0, one.objectName()
        assert place + min(one.height(), view.height()) <= view.height(), one.objectName()


def test_a_message_above_the_window_is_reached_too(driver: WizardDriver) -> None:
    driver.open_sample()
    driver.window.desk.toast.tell("Done", lambda: None)
    order = names(tabbed(driver, "next_button"))
    assert order[1:3] == ["toast_undo", "toast_close"]
