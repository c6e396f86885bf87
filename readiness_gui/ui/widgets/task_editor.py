"""Everything about one task of the roadmap, as a form."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from readiness_gui.core.model import Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.ui.widgets.basics import UNIT, column, label
from readiness_gui.ui.widgets.plan_fields import DateField, Field, LineField, NoteField


class TaskEditor(QWidget):
    """The form of the selected task; ``changed`` carries id, name of the field and value."""

    changed = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("task_editor")
        self._task_id = ""
        self._kind = label("", "overline", name="task_kind")
        self._title = LineField("task_title", self.tr("Title of the task"))
        self._owner = LineField("task_owner", self.tr("Who does it"))
        self._start = DateField("task_start", self.tr("First day"))
        self._end = DateField("task_end", self.tr("Last day"))
        self._done_when = NoteField("task_done_when", self.tr("Done when"), lines=2)
        self._detail = NoteField("task_detail", self.tr("Details"), lines=2)
        self._done = QCheckBox(self.tr("Done"))
        self._done.setObjectName("task_done")
        self._done.setAccessibleName(self.tr("The task is done"))
        self.title_field = Field(self.tr("Task"), self._title)
        self._lay_out()
        self._title.textEdited.connect(lambda text: self._emit("title", text))
        self._owner.textEdited.connect(lambda text: self._emit("owner", text))
        self._start.date_edited.connect(lambda day: self._emit("start", day))
        self._end.date_edited.connect(lambda day: self._emit("end", day))
        self._done_when.text_edited.connect(lambda text: self._emit("done_when", text))
        self._detail.text_edited.connect(lambda text: self._emit("detail", text))
        self._done.toggled.connect(lambda on: self._emit("done", on))

    def show_task(self, task: Task | None) -> None:
        """Show a task; the form is hidden where none is selected."""
        self.setVisible(task is not None)
        self._task_id = task.id if task else ""
        if task is None:
            return
        self._kind.setText(self.kind_words(task.kind))
        self._title.show_text(task.title)
        self._owner.show_text(task.owner)
        self._start.show_date(task.start)
        self._end.show_date(task.end)
        self._done_when.show_text(task.done_when)
        self._detail.show_text(task.detail)
        blocker = QSignalBlocker(self._done)
        self._done.setChecked(task.done)
        blocker.unblock()

    def focus_title(self) -> None:
        """Put the cursor into the title, all of it selected."""
        self._title.setFocus()
        self._title.selectAll()

    def kind_words(self, kind: TaskKind) -> str:
        """Return what kind of task it is."""
        return {
            TaskKind.WARNING: self.tr("Warning of the premature trap"),
            TaskKind.RESOLVE: self.tr("To find out"),
            TaskKind.WORK: self.tr("Work"),
            TaskKind.MILESTONE: self.tr("Milestone"),
            TaskKind.GATE: self.tr("Gate"),
        }[kind]

    def _lay_out(self) -> None:
        pair = QGridLayout()
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setHorizontalSpacing(2 * UNIT)
        pair.addWidget(Field(self.tr("First day"), self._start), 0, 0)
        pair.addWidget(Field(self.tr("Last day"), self._end), 0, 1)
        self.setLayout(
            column(
                self._kind,
                self.title_field,
                Field(self.tr("Who does it"), self._owner),
                pair,
                Field(self.tr("Done when"), self._done_when),
                Field(self.tr("Details"), self._detail),
                self._done,
                spacing=2,
            )
        )

    def _emit(self, field: str, value: object) -> None:
        if self._task_id:
            self.changed.emit(self._task_id, field, value)
