"""Everything about one task of the roadmap, as a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from readiness_gui.core.bearing import Note
from readiness_gui.core.model import Task
from readiness_gui.core.terms import TaskKind
from readiness_gui.ui.widgets.basics import UNIT, breakable, column, label
from readiness_gui.ui.widgets.decimal_field import DecimalField
from readiness_gui.ui.widgets.plan_fields import DateField, Field, LineField, NoteField
from readiness_gui.ui.widgets.predecessors import Predecessors
from readiness_gui.ui.widgets.task_signs import sign_of

#: the least and the most weeks that can be typed
WEEKS = (0.05, 104.0)


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
        self._low = DecimalField("task_weeks_low", self.tr("Least work in weeks of one person"), WEEKS)
        self._high = DecimalField("task_weeks_high", self.tr("Most work in weeks of one person"), WEEKS)
        self._after = Predecessors("task_after", self.tr("Waits for"))
        self._waits = label("", "muted", name="task_waits")
        self._ends = label("", "muted", name="task_ends")
        self._notes = label("", name="task_notes")
        self._notice = label("", "strong", name="task_notice")
        self._done = QCheckBox(self.tr("Done"))
        self._done.setObjectName("task_done")
        self._done.setAccessibleName(self.tr("The task is done"))
        self.title_field = Field(self.tr("Task"), self._title)
        self.low_field = Field(self.tr("Least work, in weeks of one person"), self._low)
        self.high_field = Field(self.tr("Most work, in weeks of one person"), self._high)
        self.after_field = Field(
            self.tr("Waits for"), self._after, self.tr("What has to be finished before this one begins")
        )
        self._lay_out()
        self._title.textEdited.connect(lambda text: self._emit("title", text))
        self._owner.textEdited.connect(lambda text: self._emit("owner", text))
        self._start.date_edited.connect(lambda day: self._emit("start", day))
        self._end.date_edited.connect(lambda day: self._emit("end", day))
        self._done_when.text_edited.connect(lambda text: self._emit("done_when", text))
        self._detail.text_edited.connect(lambda text: self._emit("detail", text))
        self._done.toggled.connect(lambda on: self._emit("done", on))
        self._low.number_edited.connect(lambda weeks: self._emit("weeks_low", weeks))
        self._high.number_edited.connect(lambda weeks: self._emit("weeks_high", weeks))
        self._after.edited.connect(lambda ids: self._emit("after", ids))

    @property
    def unreadable(self) -> str:
        """Return the name of the first number that cannot be read, "" where all can."""
        fields = (self._low, self._high)
        return next((field.objectName() for field in fields if field.unreadable), "")

    def show_around(self, others: Sequence[Task], notes: Sequence[Note], ends: str, notice: str = "") -> None:
        """Show what the task could wait for, what bears on it, when it ends, and what an edit moved."""
        self._after.show_tasks([one for one in others if one.id != self._task_id])
        waits = "; ".join(one.title for one in others if one.id in self._after.chosen)
        self._waits.setText(
            self.tr("Now: {titles}").format(titles=breakable(waits)) if waits else self.tr("Now: nothing")
        )
        self._notes.setText("\n".join(f"{sign_of(note)} {note.words}" for note in notes))
        self._notes.setVisible(bool(notes))
        self._ends.setText(ends)
        self._ends.setVisible(bool(ends))
        self._notice.setText(breakable(notice))
        self._notice.setVisible(bool(notice))

    def show_problems(self, said: Mapping[str, str]) -> None:
        """Show each message beside the field it names, and clear the others."""
        fields = (self.title_field, self.low_field, self.high_field)
        for field in fields:
            field.show_problem(said.get(field.control.objectName(), ""))

    def show_task(self, task: Task | None) -> None:
        """Show a task; the form is hidden where none is selected."""
        self.setVisible(task is not None)
        fresh = task is not None and task.id != self._task_id
        self._task_id = task.id if task else ""
        if task is None:
            return
        self._low.show_number(task.weeks_low, fresh=fresh)
        self._high.show_number(task.weeks_high, fresh=fresh)
        self._after.show_chosen(task.after)
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
        work = QGridLayout()
        work.setContentsMargins(0, 0, 0, 0)
        work.setHorizontalSpacing(2 * UNIT)
        work.addWidget(self.low_field, 0, 0)
        work.addWidget(self.high_field, 0, 1)
        self.setLayout(
            column(
                self._kind,
                self.title_field,
                self._notes,
                Field(self.tr("Who does it"), self._owner),
                pair,
                self._notice,
                work,
                self._ends,
                Field(self.tr("Done when"), self._done_when),
                Field(self.tr("Details"), self._detail),
                self.after_field,
                self._waits,
                self._done,
                spacing=2,
            )
        )

    def _emit(self, field: str, value: object) -> None:
        if self._task_id:
            self.changed.emit(self._task_id, field, value)
