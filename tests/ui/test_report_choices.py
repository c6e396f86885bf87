"""The choices for a report: each is told at once, by mouse and by keyboard, and shown again as it was."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QColorDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness_gui import paths
from readiness_gui.core.framework import Framework
from readiness_gui.report.options import ACCENT, DEFAULT, Paper, Part, ReportOptions
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.widgets.basics import label
from readiness_gui.ui.widgets.beside import Beside
from readiness_gui.ui.widgets.logo_field import LogoField
from readiness_gui.ui.widgets.plan_fields import PickField
from readiness_gui.ui.widgets.report_choices import ReportChoices
from tests.tongues import CODE, english_only, resources_with
from tests.ui.plan_bench import assert_named

LEFT = Qt.MouseButton.LeftButton


class Panel:
    """The panel on its own, with what it has told."""

    def __init__(self, qtbot: QtBot, framework: Framework, resources: Path) -> None:
        self.tasks = Tasks()
        self.widget = ReportChoices(framework, resources, self.tasks)
        self.told: list[ReportOptions] = []
        self.widget.changed.connect(self.told.append)
        qtbot.addWidget(self.widget, before_close_func=lambda _widget: self.tasks.stop())
        self.widget.show()
        qtbot.waitExposed(self.widget)
        self.qtbot = qtbot

    def key(self, name: str, key: Qt.Key = Qt.Key.Key_Space) -> None:
        found = self.widget.findChild(QWidget, name)
        assert found is not None, name
        assert found.isVisible(), name
        found.setFocus()
        self.qtbot.keyClick(found, key)

    def text(self, name: str) -> str:
        found = self.widget.findChild(QLabel, name)
        assert found is not None
        return found.text()

    def shown(self, name: str) -> bool:
        found = self.widget.findChild(QWidget, name)
        assert found is not None
        return found.isVisibleTo(self.widget)

    def type_colour(self, text: str) -> QLineEdit:
        field = self.widget.findChild(QLineEdit, "colour_digits")
        assert field is not None
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)
        return field


@pytest.fixture
def panel(qtbot: QtBot, framework: Framework) -> Panel:
    return Panel(qtbot, framework, paths.resources())


def picture(path: Path, colour: str = "#20242C") -> Path:
    Image.new("RGB", (60, 20), colour).save(path)
    return path


def test_at_first_all_is_as_the_standard_says(panel: Panel) -> None:
    assert panel.widget.options == DEFAULT
    assert not panel.told
    assert not panel.shown("report_defaults")
    assert_named(panel.widget)


def test_a_section_is_left_out_and_taken_in_by_keyboard(panel: Panel) -> None:
    panel.key("report_sections")
    panel.key("part_trace")
    assert panel.told[-1].sections == frozenset(Part) - {Part.TRACE}
    header = panel.widget.findChild(QToolButton, "report_sections")
    assert header is not None
    assert "10 of 11" in header.text()
    panel.key("part_trace")
    assert panel.told[-1] == DEFAULT


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("report_confidential", ReportOptions(confidential=True)),
        ("report_without_notes", ReportOptions(without_notes=True)),
        ("report_paper_1", ReportOptions(paper=Paper.LETTER)),
    ],
)
def test_marks_and_paper_are_chosen_by_keyboard(panel: Panel, name: str, expected: ReportOptions) -> None:
    panel.key(name)
    assert panel.told == [expected]
    panel.key("report_defaults")
    assert panel.told[-1] == DEFAULT
    assert panel.widget.options == DEFAULT


def test_without_notes_their_section_cannot_be_asked_for(panel: Panel) -> None:
    box = panel.widget.findChild(QCheckBox, "part_notes")
    assert box is not None
    assert box.isEnabled()
    panel.key("report_without_notes")
    assert not box.isEnabled()


def test_choices_are_shown_without_telling(panel: Panel) -> None:
    wanted = ReportOptions(
        sections=frozenset({Part.METHOD}), paper=Paper.LETTER, confidential=True, accent="#AA2233"
    )
    panel.widget.show_options(wanted)
    assert panel.widget.options == wanted
    assert not panel.told
    panel.key("report_confidential")
    assert panel.told == [replace(wanted, confidential=False)], "one change changes nothing else"


def test_one_language_is_no_choice(qtbot: QtBot, framework: Framework, tmp_path: Path) -> None:
    assert not Panel(qtbot, framework, english_only(tmp_path)).shown("report_language")


def test_german_is_offered_as_shipped(panel: Panel) -> None:
    assert panel.shown("report_language")


def test_a_second_language_is_offered_by_its_own_name(
    qtbot: QtBot, framework: Framework, tmp_path: Path
) -> None:
    panel = Panel(qtbot, framework, resources_with(tmp_path))
    assert panel.shown("report_language")
    field = panel.widget.findChild(PickField, "report_language")
    assert field is not None
    assert [field.itemText(at) for at in range(field.count())] == ["English", "Deutsch"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert panel.told == [ReportOptions(language=CODE)]


# -- colour -----------------------------------------------------------------------------------------


def test_a_colour_is_typed_with_or_without_its_sign(panel: Panel) -> None:
    panel.type_colour("#aa2233")
    assert panel.told == [ReportOptions(accent="#AA2233")]
    field = panel.type_colour("223344")
    panel.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert panel.told[-1] == ReportOptions(accent="#223344")
    assert field.text() == "#223344"


def test_a_colour_too_light_is_printed_darker_and_that_is_said(panel: Panel) -> None:
    panel.type_colour("#FFCC00")
    assert panel.shown("colour_note")
    assert "#917300" in panel.text("colour_note")
    panel.key("colour_reset")
    assert panel.told[-1].accent == ACCENT
    assert not panel.shown("colour_note")


def test_what_is_no_colour_says_so_and_changes_nothing(panel: Panel) -> None:
    field = panel.type_colour("#12")
    panel.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "“#12” is no colour" in panel.text("colour_problem")
    assert panel.shown("colour_problem")
    assert not panel.told
    field.clear()
    panel.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not panel.shown("colour_problem")


def test_a_colour_is_picked_from_the_dialog(panel: Panel) -> None:
    panel.key("colour_pick")
    dialog = panel.widget.findChild(QColorDialog)
    assert dialog is not None
    dialog.setCurrentColor(QColor("#0A7755"))
    dialog.accept()
    assert panel.told == [ReportOptions(accent="#0A7755")]


# -- logo -------------------------------------------------------------------------------------------


def test_a_logo_is_chosen_shown_and_removed(panel: Panel, tmp_path: Path) -> None:
    panel.key("logo_choose")
    dialog = panel.widget.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(picture(tmp_path / "logo.png")))
    dialog.reject()
    panel.qtbot.waitUntil(lambda: bool(panel.told))
    logo = panel.told[-1].logo
    assert logo is not None
    with Image.open(io.BytesIO(logo)) as opened:
        assert opened.size == (60, 20)
    assert panel.shown("logo_picture")
    panel.key("logo_remove")
    assert panel.told[-1] == DEFAULT
    assert not panel.shown("logo_picture")
    assert not panel.shown("logo_remove")


def dropped(field: LogoField, path: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, LEFT, none)
    QApplication.sendEvent(field, entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(field, QDropEvent(QPointF(5, 5), copy, data, LEFT, none))
    return True


def test_a_logo_can_be_dropped_and_other_files_are_left_to_the_window(panel: Panel, tmp_path: Path) -> None:
    field = panel.widget.findChild(LogoField)
    assert field is not None
    assert not dropped(field, tmp_path / "a.readiness")
    assert not dropped(field, tmp_path / "roadmap.pdf")
    assert dropped(field, picture(tmp_path / "logo.jpg"))
    panel.qtbot.waitUntil(lambda: bool(panel.told))
    assert panel.told[-1].logo is not None


def test_what_is_no_picture_says_so(panel: Panel, tmp_path: Path) -> None:
    field = panel.widget.findChild(LogoField)
    assert field is not None
    (tmp_path / "logo.png").write_bytes(b"no picture")
    field.take(tmp_path / "logo.png")
    panel.qtbot.waitUntil(lambda: panel.shown("logo_problem"))
    assert "no picture that can be used" in panel.text("logo_problem")
    assert not panel.told
    choose = panel.widget.findChild(QPushButton, "logo_choose")
    assert choose is not None
    assert choose.isEnabled()


def test_a_dark_logo_is_shown_on_white(panel: Panel, tmp_path: Path) -> None:
    field = panel.widget.findChild(LogoField)
    assert field is not None
    field.take(picture(tmp_path / "dark.png", "#000000"))
    panel.qtbot.waitUntil(lambda: panel.shown("logo_picture"))
    shown = panel.widget.findChild(QLabel, "logo_picture")
    assert shown is not None
    image = shown.pixmap().toImage()
    assert image.pixelColor(0, 0) == QColor("white")
    assert image.pixelColor(image.width() // 2, image.height() // 2) == QColor("black")


# -- beside each other ------------------------------------------------------------------------------


def pair(qtbot: QtBot, *, mirrored: bool = False) -> tuple[QWidget, QWidget, QWidget]:
    around, first, second = QWidget(), label("one " * 60), QPushButton("second")
    around.setLayout(Beside(first, second, narrow=20))
    if mirrored:
        around.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(around)
    around.show()
    return around, first, second


@pytest.mark.parametrize("mirrored", [False, True])
def test_two_parts_stand_beside_each_other_where_there_is_room(qtbot: QtBot, mirrored: bool) -> None:
    around, first, second = pair(qtbot, mirrored=mirrored)
    around.resize(600, 400)
    qtbot.waitUntil(lambda: first.y() == second.y() and first.width() > 400)
    left, right = (second, first) if mirrored else (first, second)
    assert left.geometry().right() < right.x()
    assert right.geometry().right() + 1 == around.width()


def test_two_parts_stand_below_each_other_where_it_is_narrow(qtbot: QtBot) -> None:
    around, first, second = pair(qtbot)
    around.resize(200, 400)
    qtbot.waitUntil(lambda: second.y() > first.geometry().bottom())
    assert first.width() == second.width() == 200
    layout = around.layout()
    assert layout is not None
    assert layout.heightForWidth(200) > layout.heightForWidth(600)
    assert QRect(0, 0, 200, layout.heightForWidth(200)).contains(second.geometry())
