"""Where the focus is when a page opens."""

from __future__ import annotations

from readiness_gui.core.terms import StepId
from tests.ui.driver import WizardDriver


def test_a_page_opens_with_the_focus_on_what_was_chosen(driver: WizardDriver) -> None:
    driver.start("Acme").goto(StepId.START)
    assert driver.focus == "claimed_stage_0"
    driver.click("claimed_stage_2").settle().close_product()
    driver.window.open_path(driver.window.services.library.folder / "Acme.readiness")
    driver.until(lambda: driver.window.session is not None)
    driver.goto(StepId.START)
    assert driver.focus == "claimed_stage_2"
