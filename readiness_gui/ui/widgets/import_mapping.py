"""What the columns of a file mean: the first rows, a choice a role, and how an event log is to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from readiness_gui.core.framework import Framework
from readiness_gui.ui.widgets.basics import UNIT, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.optional_date import OptionalDate
from readiness_gui.ui.widgets.plan_fields import Field

if TYPE_CHECKING:
    from readiness_gui.evidence.dates import DateForm
    from readiness_gui.evidence.imports import Choice, Preview

#: characters of a cell that are shown
CELL = 60
ROWS_SHOWN = 6


class ImportMapping(QWidget):
    """Shows a :class:`Preview`; ``choice`` is what the user made of it."""

    #: the column of times was changed: carries its name
    time_changed = Signal(str)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._combos: dict[str, QComboBox] = {}
        self._needed: tuple[str, ...] = ()
        self._table = QTableWidget()
        self._table.setObjectName("import_preview")
        self._table.setAccessibleName(self.tr("First rows of the file"))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._roles = QWidget()
        self._order: ChoiceGroup | None = None
        self._order_field = QWidget()
        self._order_field.setLayout(column())
        self._as_of = OptionalDate("import_as_of", self.tr("Look at the log as of"))
        self._as_of.date_edited.connect(self._on_as_of)
        self._day: object = None
        self._exclude = QPlainTextEdit()
        self._exclude.setObjectName("import_exclude")
        self._exclude.setAccessibleName(self.tr("Users to leave out"))
        self._exclude.setTabChangesFocus(True)
        self._exclude.setFixedHeight(9 * UNIT)
        self._log = QWidget()
        self._log.setLayout(column(*self._log_fields(), spacing=2))
        self.setLayout(
            column(
                label(self.tr("The first rows"), "heading"),
                self._table,
                label(self.tr("Which column is which?"), "heading"),
                self._roles,
                self._order_field,
                self._log,
                spacing=2,
            )
        )

    def show_preview(self, preview: Preview) -> None:
        """Show rows and guesses of a file."""
        self._needed = tuple(preview.needed)
        self._fill_table(preview.columns, preview.rows)
        layout = column(spacing=1)
        for role in (*preview.needed, *preview.optional):
            combo = self._combo(role, preview.columns, preview.mapping)
            self._combos[role] = combo
            layout.addWidget(Field(self._framework.phrase(f"import.role.{role}"), combo))
        self._roles.setLayout(layout)
        self._log.setVisible(preview.kind == "events")
        if "time" in self._combos:
            self._combos["time"].currentIndexChanged.connect(self._on_time)
        self.show_forms(preview.forms, preview.example)

    def show_forms(self, forms: Sequence[DateForm], example: str) -> None:
        """Ask for the order of day and month where it cannot be told."""
        layout = self._order_field.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._order = None
        self._order_field.setVisible(len(forms) > 1)
        if len(forms) > 1 and layout is not None:
            words = self.tr("“{example}” may be day or month first. Which is it?").format(example=example)
            options = [Option(form, self._framework.phrase(f"import.form.{form}")) for form in forms]
            self._order = ChoiceGroup("import_order", words, options, across=True)
            layout.addWidget(Field(words, self._order))

    @property
    def choice(self) -> Choice:
        """Return what was chosen."""
        from readiness_gui.evidence.imports import Choice

        columns = {role: combo.currentData() for role, combo in self._combos.items()}
        lines = self._exclude.toPlainText().splitlines()
        return Choice(
            columns=columns,
            dates=self._order.value if self._order else None,  # type: ignore[arg-type]  # its options are forms
            as_of=self._day,  # type: ignore[arg-type]  # a date or None, as the field emits it
            exclude=tuple(line.strip() for line in lines if line.strip()),
        )

    @property
    def missing(self) -> str:
        """Return one sentence about what is still to be chosen; empty when nothing is."""
        for role in self._needed:
            if self._combos[role].currentData() is None:
                self._combos[role].setFocus()
                name = self._framework.phrase(f"import.role.{role}")
                return self.tr("Choose the column for “{role}”.").format(role=name)
        if self._order is not None and self._order.value is None:
            self._order.setFocus()
            return self.tr("Choose whether dates have the day or the month first.")
        return ""

    def _log_fields(self) -> list[QWidget]:
        return [
            Field(
                self.tr("Look at the log as of"),
                self._as_of,
                self.tr("Empty: the day of its last event. Later events are left out."),
            ),
            Field(
                self.tr("Users to leave out"),
                self._exclude,
                self.tr("Bots and colleagues, one a line; * and ? match, as in *@example.com."),
            ),
        ]

    def _combo(self, role: str, columns: Sequence[str], mapping: Mapping[str, str]) -> QComboBox:
        made = QComboBox()
        made.setObjectName(f"import_{role}")
        made.setAccessibleName(self._framework.phrase(f"import.role.{role}"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(16)
        made.addItem(self.tr("choose…") if role in self._needed else self.tr("not in this file"), None)
        for name in columns:
            made.addItem(name, name)
        if role in mapping:
            made.setCurrentIndex(made.findData(mapping[role]))
        return made

    def _fill_table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._table.setColumnCount(len(columns))
        self._table.setRowCount(len(rows))
        self._table.setHorizontalHeaderLabels(list(columns))
        for at, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                shown = cell if len(cell) <= CELL else f"{cell[:CELL]}…"
                self._table.setItem(at, place, QTableWidgetItem(shown))
        self._table.resizeColumnsToContents()
        height = self._table.verticalHeader().defaultSectionSize()
        lines = min(ROWS_SHOWN, max(len(rows), 1)) + 1
        self._table.setFixedHeight(lines * height + 3 * UNIT)

    def _on_time(self) -> None:
        name = self._combos["time"].currentData()
        if name is not None:
            self.time_changed.emit(name)

    def _on_as_of(self, day: object) -> None:
        self._day = day
