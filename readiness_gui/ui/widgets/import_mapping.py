"""What the columns of a file mean: the first rows, a choice a role, and how an event log is to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.ui.widgets.basics import breakable, button, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.import_table import PreviewTable
from readiness_gui.ui.widgets.optional_date import OptionalDate
from readiness_gui.ui.widgets.plan_fields import Field, NoteField

if TYPE_CHECKING:
    from readiness_gui.evidence.dates import DateForm
    from readiness_gui.evidence.imports import Choice, Preview


class ImportMapping(QWidget):
    """Shows a :class:`Preview`; ``choice`` is what the user made of it."""

    #: the column of times was changed: carries its name
    time_changed = Signal(str)
    #: a list of users to leave out is to be chosen
    list_wanted = Signal()
    #: another sheet of the workbook was chosen: carries its name
    sheet_changed = Signal(str)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_mapping")
        self._framework = framework
        self._combos: dict[str, QComboBox] = {}
        self._fields: dict[str, Field] = {}
        self._listed: tuple[str, ...] = ()
        self._needed: tuple[str, ...] = ()
        self._sheet = ""
        self._sheets = QComboBox()
        self._sheets.setObjectName("import_sheet")
        self._sheets.setAccessibleName(self.tr("Sheet"))
        self._sheets.activated.connect(self._on_sheet)
        self._sheet_field = Field(self.tr("Sheet"), self._sheets)
        self._table = PreviewTable()
        self._columns: tuple[str, ...] = ()
        self._question = label(self.tr("Which column is which?"), "heading")
        self._roles = QWidget()
        self._order: ChoiceGroup | None = None
        self._order_field: Field | None = None
        self._order_place = QWidget()
        self._order_place.setLayout(column())
        self._as_of = OptionalDate("import_as_of", self.tr("Look at the log as of"))
        self._as_of.date_edited.connect(self._on_as_of)
        self._day: date | None = None
        self._log = QWidget()
        self._log.setLayout(column(*self._log_fields(), spacing=2))
        layout = column(
            self._sheet_field,
            label(self.tr("The first rows"), "heading"),
            self._table,
            self._question,
            self._roles,
            self._order_place,
            self._log,
            spacing=2,
            margin=1,
        )
        layout.addStretch(1)  # fewer fields than room: they stay together at the top
        self.setLayout(layout)

    def show_preview(self, preview: Preview) -> None:
        """Show rows and guesses of a file."""
        self._needed = tuple(preview.needed)
        self._columns = tuple(preview.columns)
        self._sheet = preview.sheet
        self._sheets.addItems(list(preview.sheets))
        self._sheets.setCurrentText(preview.sheet)
        self._sheet_field.setVisible(len(preview.sheets) > 1)
        self._table.show_rows(preview.columns, preview.rows)
        for role in (*preview.needed, *preview.optional):
            self._combos[role] = self._combo(role, preview.columns, preview.mapping)
            words = self._framework.phrase(f"import.role.{role}")
            self._fields[role] = Field(words, self._combos[role])
        self._roles.setLayout(FlowRow(*self._fields.values(), spacing=2))
        # the result of a warehouse query has said already what is what
        self._question.setVisible(bool(self._fields))
        self._log.setVisible(preview.kind == "events" and bool(self._fields))
        if "time" in self._combos:
            self._combos["time"].currentIndexChanged.connect(self._on_time)
        self.show_forms(preview.forms, preview.example)

    def show_forms(self, forms: Sequence[DateForm], example: str) -> None:
        """Ask for the order of day and month where it cannot be told."""
        if self._order_field is not None:
            self._order_field.deleteLater()
        self._order = self._order_field = None
        layout = self._order_place.layout()
        self._order_place.setVisible(len(forms) > 1)
        if len(forms) > 1 and layout is not None:
            words = self.tr("“{example}” may be day or month first. Which is it?").format(example=example)
            options = [Option(form, self._framework.phrase(f"import.form.{form}")) for form in forms]
            self._order = ChoiceGroup("import_order", words, options, across=True)
            self._order_field = Field(words, self._order)
            layout.addWidget(self._order_field)
            self._order_field.show()

    def show_list(self, name: str, users: Sequence[str]) -> None:
        """Leave out the users of a list as well; an empty one takes it away."""
        self._listed = tuple(users)
        self._list_name.setText(
            breakable(self.tr("{file}: {count} lines").format(file=name, count=f"{len(users):,}"))
        )
        self._list_name.setVisible(bool(users))
        self._forget.setVisible(bool(users))

    def show_list_problem(self, words: str) -> None:
        """Say why a list cannot be used."""
        self._exclude_field.show_problem(breakable(words))

    @property
    def choice(self) -> Choice:
        """Return what was chosen."""
        from readiness_gui.evidence.imports import Choice

        columns = {role: self._chosen(role) for role in self._combos}
        lines = (line.strip() for line in self._exclude.toPlainText().splitlines())
        return Choice(
            columns=columns,
            dates=self._order.value if self._order else None,  # type: ignore[arg-type]  # its options are forms
            as_of=self._day,
            exclude=tuple(dict.fromkeys([*(line for line in lines if line), *self._listed])),
            sheet=self._sheet or None,
        )

    def focus_sheet(self) -> None:
        """Put the focus on the choice of the sheet."""
        self._sheets.setFocus()

    def complete(self) -> bool:
        """Tell whether all is chosen; what is not is said beside its field, and the first gets the focus."""
        wrong: list[QWidget] = []
        for role in self._needed:
            missing = self._chosen(role) is None
            name = self._framework.phrase(f"import.role.{role}")
            words = self.tr("Choose the column for “{role}”.").format(role=name)
            self._fields[role].show_problem(words if missing else "")
            wrong += [self._combos[role]] if missing else []
        if self._order is not None and self._order_field is not None:
            missing = self._order.value is None
            words = self.tr("Choose whether dates have the day or the month first.")
            self._order_field.show_problem(words if missing else "")
            wrong += [self._order] if missing else []
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def _log_fields(self) -> list[QWidget]:
        words = self.tr("Users to leave out")
        self._exclude = NoteField("import_exclude", words)
        self._exclude_field = Field(
            words,
            self._exclude,
            self.tr("Bots and colleagues, one a line; * and ? match, as in *@example.com."),
        )
        choose = button(self.tr("Add a list from a file…"), "import_exclude_file")
        choose.clicked.connect(self.list_wanted)
        self._list_name = label("", "muted", name="import_exclude_list")
        self._forget = button(self.tr("Remove the list"), "import_exclude_clear", role="quiet")
        self._forget.clicked.connect(self._on_forget)
        tools = QWidget()
        tools.setLayout(FlowRow(choose, self._forget))
        self.show_list("", ())
        return [
            Field(
                self.tr("Look at the log as of"),
                self._as_of,
                self.tr("Empty: the day of its last event. Later events are left out."),
            ),
            self._exclude_field,
            self._list_name,
            tools,
        ]

    def _combo(self, role: str, columns: Sequence[str], mapping: Mapping[str, str]) -> QComboBox:
        made = QComboBox()
        made.setObjectName(f"import_{role}")
        made.setAccessibleName(self._framework.phrase(f"import.role.{role}"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(13)
        # a model takes thousands of columns at once, items one by one would hold the window up
        first = self.tr("choose…") if role in self._needed else self.tr("not in this file")
        made.setModel(QStringListModel([first, *columns], made))
        if role in mapping:
            made.setCurrentIndex(columns.index(mapping[role]) + 1)
        return made

    def _chosen(self, role: str) -> str | None:
        """Return the column of a role; the first entry stands for none."""
        place = self._combos[role].currentIndex()
        return self._columns[place - 1] if place > 0 else None

    def _on_time(self) -> None:
        name = self._chosen("time")
        if name is not None:
            self.time_changed.emit(name)

    def _on_sheet(self) -> None:
        if self._sheets.currentText() != self._sheet:
            self.sheet_changed.emit(self._sheets.currentText())

    def _on_as_of(self, day: date | None) -> None:
        self._day = day

    def _on_forget(self) -> None:
        self.show_list("", ())
        self._exclude.setFocus()
