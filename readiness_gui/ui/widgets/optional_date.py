"""A date that may be missing: a date field with an empty state, and a button that brings it back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness_gui.ui.widgets.basics import button
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_fields import DateField


class OptionalDate(QWidget):
    """``date_edited`` carries a :class:`datetime.date` or ``None``."""

    date_edited = Signal(object)

    def __init__(self, name: str, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_row")
        self.field = DateField(name, accessible)
        self.field.setSpecialValueText(self.tr("not given"))
        self.field.setDate(self.field.minimumDate())
        self.field.date_edited.connect(self._on_edited)
        self._today = button(self.tr("Today"), f"{name}_today", role="quiet")
        self._clear = button(self.tr("Clear"), f"{name}_clear", role="quiet")
        for one in (self._today, self._clear):
            one.setAccessibleName(f"{accessible}: {one.text()}")
        self._today.clicked.connect(lambda: self._choose(date.today()))  # noqa: DTZ011 - the user's own day
        self._clear.clicked.connect(lambda: self._choose(None))
        self.setFocusProxy(self.field)
        self.setLayout(FlowRow(self.field, self._today, self._clear))

    def show_date(self, day: date | None) -> None:
        """Show a date, or that none is given, without emitting anything."""
        if day is None:
            blocked = self.field.blockSignals(True)
            self.field.setDate(self.field.minimumDate())
            self.field.blockSignals(blocked)
        else:
            self.field.show_date(day)
        self._clear.setEnabled(day is not None)

    def _choose(self, day: date | None) -> None:
        self.show_date(day)
        self.date_edited.emit(day)

    def _on_edited(self, day: date) -> None:
        least = self.field.minimumDate()
        empty = (day.year, day.month, day.day) == (least.year(), least.month(), least.day())
        self.date_edited.emit(None if empty else day)
