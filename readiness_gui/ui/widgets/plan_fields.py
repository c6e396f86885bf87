"""Labelled fields of the plan pages, each with a place for the problem beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from readiness_gui.core.errors import Problem
from readiness_gui.ui.widgets.basics import UNIT, column, label

#: how many characters of a single line are kept
LINE_LIMIT = 300
#: how many lines a note grows to before it scrolls
MOST_LINES = 10


class Field(QWidget):
    """A label, an optional hint, the control and the problem it may have, read together."""

    def __init__(self, text: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self.caption = label(text, "label")
        self.caption.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(text)
        control.setAccessibleDescription(hint)
        self._problem = label("", "error", name=f"{control.objectName()}_problem")
        self._problem.hide()
        parts: list[QWidget] = [self.caption]
        if hint:
            parts.append(label(hint, "muted"))
        self.setLayout(column(*parts, self._problem, control, spacing=0))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setSpacing(UNIT // 2)

    @property
    def problem(self) -> str:
        """Return the problem shown, empty where there is none."""
        return self._problem.text()

    def show_problem(self, message: str) -> None:
        """Show what is to be mended, or nothing for an empty message."""
        self._problem.setText(message)
        self._problem.setVisible(bool(message))
        self.control.setAccessibleDescription(" ".join(part for part in (message, self._hint) if part))


class NoteField(QPlainTextEdit):
    """Plain text of a few lines; Tab leaves it. ``text_edited`` is emitted for the user's typing only."""

    text_edited = Signal(str)

    def __init__(self, name: str, accessible: str, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._fit()
        self.document().documentLayout().documentSizeChanged.connect(self._fit_later)
        self.textChanged.connect(self._on_changed)

    def show_text(self, text: str) -> None:
        """Show ``text`` without moving the cursor where it is shown already."""
        if text != self.toPlainText():
            blocker = QSignalBlocker(self)
            self.setPlainText(text)
            blocker.unblock()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height in lines when the font changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_lines"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height right when lines wrap otherwise."""
        super().resizeEvent(event)
        self._fit_later()

    def _fit_later(self) -> None:
        """Fit once the layout that is under way is done; it would not hear of a change meanwhile."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as high as the text, within limits; beyond them it scrolls."""
        lines = max(self._lines, min(round(self.document().size().height()), MOST_LINES))
        rims = self.contentsMargins()
        rim = rims.top() + rims.bottom() + 2 * round(self.document().documentMargin())
        wanted = self.fontMetrics().lineSpacing() * lines + rim + UNIT
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def _on_changed(self) -> None:
        self.text_edited.emit(self.toPlainText())


class DateField(QDateEdit):
    """A date with a calendar; ``date_edited`` carries a :class:`datetime.date` the user chose."""

    date_edited = Signal(object)

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMM yyyy")
        self.setMinimumDate(QDate(1990, 1, 1))
        self.setMaximumDate(QDate(2199, 12, 31))
        self.setKeyboardTracking(False)
        self.dateChanged.connect(self._on_changed)

    def show_date(self, day: date) -> None:
        """Show ``day`` without emitting ``date_edited``."""
        shown = QDate(day.year, day.month, day.day)
        if shown != self.date():
            blocker = QSignalBlocker(self)
            self.setDate(shown)
            blocker.unblock()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past a date must not change it."""
        event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Leave the field with Tab; its parts are reached with the arrow keys."""
        return QWidget.focusNextPrevChild(self, forward)

    def _on_changed(self, shown: QDate) -> None:
        self.date_edited.emit(date(shown.year(), shown.month(), shown.day()))


class LineField(QLineEdit):
    """One line of text; ``textEdited`` is the user's typing."""

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setMaxLength(LINE_LIMIT)

    def show_text(self, text: str) -> None:
        """Show ``text`` from its beginning; the cursor stays where it is shown already or being typed."""
        if text != self.text():
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)


class NameLine(LineField):
    """A name being changed; Escape gives that up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class PickField(QComboBox):
    """One of several values from a list; ``picked`` carries the value the user chose."""

    picked = Signal(object)

    def __init__(
        self, name: str, accessible: str, choices: Mapping[str, object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self._values = list(choices.values())
        self.addItems(list(choices))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> object:
        """Return the value shown."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def show_value(self, value: object) -> None:
        """Show ``value``; one that is not in the list leaves the field empty."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past a list must not change it."""
        event.ignore()

    def _on_activated(self, index: int) -> None:
        self.picked.emit(self._values[index])


def show_beside(fields: Mapping[str, Field], problems: Sequence[Problem]) -> None:
    """Show each problem beside the field it names and clear all others."""
    for name, field in fields.items():
        field.show_problem(" ".join(one.message for one in problems if one.field == name))
