"""A roadmap PDF opens again: to be looked at until it is saved; what is no product says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product
from readiness_gui.core.terms import StepId
from readiness_gui.ui.restored import RestoredProduct
from tests.ui.driver import WizardDriver
from tests.ui.driver_plan import PlanVerbs
from tests.ui.plan_bench import NOON

Drive = Callable[..., WizardDriver]
COPY = Qt.DropAction.CopyAction


def pdf_with(path: Path, *attachments: bytes) -> Path:
    """Write a PDF of one empty page with product files attached."""
    with pikepdf.new() as made:
        made.add_blank_page()
        for number, data in enumerate(attachments):
            name = f"{number}.readiness"
            made.attachments[name] = pikepdf.AttachedFileSpec(made, data, filename=name)
        made.save(path)
    return path


def drop(driver: WizardDriver, path: Path) -> None:
    """Drop a file on the window as the system does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(driver.window.rect().center(), COPY, data, left, none)
    QApplication.sendEvent(driver.window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(
        driver.window, QDropEvent(QPointF(driver.window.rect().center()), COPY, data, left, none)
    )
    driver.until(lambda: not driver.window.busy)


@pytest.fixture
def exported(driver: WizardDriver, tmp_path: Path) -> Path:
    """Return the product file of a product, closed, as its bytes inside a PDF."""
    driver.start("Acme").goto(StepId.TRAP).settle()
    data = driver.session.path.read_bytes()
    driver.close_product()
    return pdf_with(tmp_path / "roadmap.pdf", data)


def test_a_dropped_pdf_is_only_looked_at(driver: WizardDriver, exported: Path, library_folder: Path) -> None:
    before = {one: one.read_bytes() for one in (*library_folder.glob("*.readiness"), exported)}
    drop(driver, exported)
    assert driver.session.product.name == "Acme"
    assert driver.session.read_only
    assert "roadmap.pdf" in driver.window.wizard.banner.text
    assert "save it to your products" in driver.window.wizard.banner.text
    driver.goto(StepId.START)
    assert not driver.page.isEnabled(), "nothing can be edited"
    driver.goto(StepId.EXPORT)
    assert driver.page.isEnabled(), "but it can be exported and printed"
    driver.close_product()
    after = {one: one.read_bytes() for one in (*library_folder.glob("*.readiness"), exported)}
    assert after == before, "looking at it writes nothing"


def test_saved_among_the_products_it_can_be_edited(
    driver: WizardDriver, exported: Path, library_folder: Path
) -> None:
    for path in library_folder.glob("*.readiness"):
        path.unlink()
    drop(driver, exported)
    assert list(library_folder.glob("*.readiness")) == []
    keep = driver.find(QPushButton, "banner_keep")
    keep.setFocus()
    driver.press("Space")
    driver.until(lambda: driver.window.session is not None and not driver.session.read_only)
    assert driver.session.product.name == "Acme"
    assert driver.session.path.parent == library_folder
    assert driver.window.wizard.banner.text == ""


def test_a_pdf_named_on_the_command_line_opens(drive: Drive, driver: WizardDriver, exported: Path) -> None:
    other = drive([str(exported)])
    other.until(lambda: other.window.session is not None)
    assert other.session.product.name == "Acme"
    assert other.session.read_only


def test_what_the_program_itself_exports_opens(drive: Drive, qtbot: QtBot, tmp_path: Path) -> None:
    first = PlanVerbs(qtbot)
    first.open_sample().settle()
    before = first.session.product
    first.export(tmp_path / "sample.pdf")
    first.close_product()
    drop(first, tmp_path / "sample.pdf")
    assert first.session.product.assessments[-1].signals == before.assessments[-1].signals
    assert first.session.read_only
    first.close()
    first.window.deleteLater()


@pytest.mark.parametrize(
    ("attached", "words"),
    [
        ((), "carries no product file"),
        ((b"{}", b"{}"), "carries several product files"),
        ((b"\x00\xff garbage",), "was changed or is damaged"),
        ((b'{"product": {}}',), "was changed or is damaged"),
        ((b"[" * 100_000,), "was changed or is damaged"),
    ],
)
def test_a_pdf_with_nothing_usable_is_one_clear_sentence(
    driver: WizardDriver, tmp_path: Path, attached: tuple[bytes, ...], words: str
) -> None:
    drop(driver, pdf_with(tmp_path / "odd.pdf", *attached))
    assert driver.window.session is None
    told = driver.text("home_problem")
    assert "odd.pdf" in told
    assert words in told
    assert "\n" not in told
    assert driver.products == []


def test_a_product_file_changed_by_hand_is_not_taken(
    driver: WizardDriver, exported: Path, tmp_path: Path
) -> None:
    with pikepdf.open(exported) as made:
        (attached,) = made.attachments.values()
        tables = json.loads(attached.get_file().read_bytes())
    for record in tables["assessments"].values():
        record["claimed_stage"] = "seven"
    drop(driver, pdf_with(tmp_path / "forged.pdf", json.dumps(tables).encode()))
    assert driver.window.session is None
    assert "forged.pdf was changed or is damaged" in driver.text("home_problem")


def test_what_is_no_pdf_at_all_says_so(driver: WizardDriver, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"Dear all,")
    drop(driver, path)
    assert "letter.pdf cannot be read as a PDF" in driver.text("home_problem")


def test_a_restored_product_is_never_written() -> None:
    one = RestoredProduct(Product(id="p", name="Acme", created=NOON), Path("a.pdf"), "Save it first.")
    with pytest.raises(StorageError, match="Save it first"):
        one.save(one.product)
    one.close()
