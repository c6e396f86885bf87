"""Roadmap: ninety days of work made from the verdict, then edited by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.model import Assessment
from readiness_gui.core.plan_edits import add_task, change_task, find_task, move_task, remove_task
from readiness_gui.core.terms import StepId
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.roadmap_making import Making, made_anew
from readiness_gui.ui.widgets.basics import button, card, column, label, row
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_fields import DateField, Field
from readiness_gui.ui.widgets.task_editor import TaskEditor
from readiness_gui.ui.widgets.task_table import TaskModel, TaskTable
from readiness_gui.ui.widgets.timeline import Timeline
from readiness_gui.ui.widgets.timeline_legend import TimelineLegend


class RoadmapPage(Page):
    """Timeline, table and form of the same tasks; selecting in one selects in all."""

    step = StepId.ROADMAP

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment: Assessment | None = None
        self._made_for: set[str] = set()
        self._selected: str | None = None
        self._timeline = Timeline("timeline")
        self._model = TaskModel(self)
        self._table = TaskTable("task_table", self._model)
        self._editor = TaskEditor()
        self._start = DateField("roadmap_start", self.tr("First day of the 90 days"))
        self._said = label("", name="roadmap_changes")
        self._said_card = card(self._said, name="roadmap_changes_notice", role="notice")
        self._said_card.hide()
        self._outdated = label("", "strong", name="roadmap_outdated")
        self._lay_out()
        self._connect()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show the roadmap; where there is none, offer to make one."""
        self._assessment = assessment
        roadmap = assessment.roadmap
        was_at_make = self._make_button.hasFocus()
        self._content.setVisible(roadmap is not None)
        if was_at_make and roadmap is not None:
            self._timeline.setFocus()
        self._nothing.setVisible(roadmap is None)
        if roadmap is None:
            self._said_card.hide()
            self._make_first()
            return
        self._start.show_date(roadmap.start)
        verdict = decide(inputs_of(assessment), self.context.framework)
        outdated = roadmap.verdict is not None and roadmap.verdict is not verdict.code
        self._outdated.setVisible(outdated)
        title = self.context.framework.verdicts[verdict.code].title
        self._outdated.setText(
            self.tr("The verdict is now “{title}”; these tasks were made for another.").format(title=title)
        )
        if find_task(roadmap, self._selected) is None:
            self._selected = roadmap.tasks[0].id if roadmap.tasks else None
        self._timeline.show_roadmap(roadmap, self.context.today())
        self._model.show_tasks(roadmap.tasks)
        self._show_selected()

    def problems(self) -> Sequence[Problem]:
        """Return a task without a title, the only thing a task cannot do without."""
        roadmap = self._assessment.roadmap if self._assessment else None
        if roadmap is None or all(task.title.strip() for task in roadmap.tasks):
            return ()
        untitled = next(task for task in roadmap.tasks if not task.title.strip())
        self._on_selected(untitled.id)
        message = self.tr("A task has no title. Say in a few words what is to be done, or remove it.")
        return (Problem("task_title", message),)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show the problem beside the title."""
        message = " ".join(one.message for one in problems if one.field == "task_title")
        self._editor.title_field.show_problem(message)

    def commit(self) -> None:
        """Close an open cell of the table, so that what it holds is kept."""
        self._table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the roadmap the first time the page is opened."""
        super().showEvent(event)
        self._make_first()

    def _lay_out(self) -> None:
        self._make_button = button(self.tr("Make the roadmap"), "make_roadmap", role="primary")
        self._make_button.clicked.connect(self._on_make)
        buttons = row(self._make_button)
        buttons.addStretch(1)
        words = self.tr("There is no roadmap yet. It is made from the verdict, and then it is yours.")
        self._nothing = card(label(words), buttons, name="no_roadmap")
        update = button(self.tr("Update from the verdict"), "update_roadmap")
        update.setAccessibleDescription(self.tr("Keeps everything you edited, and says what it changes"))
        update.clicked.connect(self._on_update)
        updates = row(update)
        updates.addStretch(1)
        top = card(
            Field(self.tr("First day of the 90 days"), self._start), self._outdated, updates, name="making"
        )
        drawn = card(self._timeline, TimelineLegend(), label(self._timeline.hint(), "muted"), name="drawn")
        listed = card(label(self.tr("Tasks"), "heading"), self._table, self._build_tools(), name="listed")
        self._form = card(label(self.tr("The selected task"), "heading"), self._editor, name="form")
        self._content = QWidget()
        self._content.setLayout(column(self._said_card, top, drawn, listed, self._form))
        self.setLayout(column(self._nothing, self._content))

    def _build_tools(self) -> FlowRow:
        tools = (
            (self.tr("Add a task"), "add_task", self._on_add),
            (self.tr("Remove"), "remove_task", self._on_remove),
            (self.tr("Move up"), "task_up", partial(self._on_move, -1)),
            (self.tr("Move down"), "task_down", partial(self._on_move, 1)),
        )
        made = FlowRow()
        for text, name, act in tools:
            tool = button(text, name)
            tool.clicked.connect(lambda _checked=False, call=act: call())
            made.addWidget(tool)
        return made

    def _connect(self) -> None:
        self._timeline.selected.connect(self._on_selected)
        self._timeline.rescheduled.connect(self._on_rescheduled)
        self._timeline.opened.connect(self._on_opened)
        self._table.picked.connect(self._on_selected)
        self._model.changed.connect(self._on_changed)
        self._editor.changed.connect(self._on_changed)
        self._start.date_edited.connect(self._on_start)

    def _show_selected(self) -> None:
        roadmap = self._assessment.roadmap if self._assessment else None
        self._timeline.select(self._selected)
        self._table.select(self._selected)
        task = find_task(roadmap, self._selected)
        self._form.setVisible(task is not None)
        self._editor.show_task(task)

    def _make_first(self) -> None:
        """Make the roadmap once for each assessment, and never again after an undo."""
        one = self._assessment
        if one is not None and one.roadmap is None and self.isVisible() and one.id not in self._made_for:
            self._made_for.add(one.id)
            QTimer.singleShot(0, self, self._on_make)

    def _on_make(self) -> None:
        self._make(self.context.today())

    def _on_update(self) -> None:
        if self._assessment and self._assessment.roadmap:
            self._make(self._assessment.roadmap.start)

    def _on_start(self, start: date) -> None:
        self._make(start)

    def _make(self, start: date) -> None:
        if self._assessment is None:
            return
        making: Making = made_anew(self._assessment, self.context.framework, start)
        self.edited.emit(Edit(making.change))
        self._said.setText(self._words(making))
        self._said_card.setVisible(making.updated)

    def _words(self, making: Making) -> str:
        lines = (
            (self.tr("Added: {titles}."), making.added),
            (self.tr("Dropped: {titles}."), making.dropped),
            (self.tr("No longer asked for, kept because you worked on it: {titles}."), making.kept),
        )
        said = [words.format(titles="; ".join(titles)) for words, titles in lines if titles]
        if not said:
            return self.tr("No task was added or dropped; what you edited is as it was.")
        return "\n".join([*said, self.tr("What you edited is as it was.")])

    def _on_selected(self, task_id: str) -> None:
        self._selected = task_id
        self._show_selected()

    def _on_opened(self, task_id: str) -> None:
        self._on_selected(task_id)
        self._editor.focus_title()

    def _on_changed(self, task_id: str, field: str, value: object) -> None:
        key = f"task {task_id} {field}" if isinstance(value, str) else None
        self._change(lambda one: change_task(one, task_id, **{field: value}), key)

    def _on_rescheduled(self, task_id: str, start: date, end: date) -> None:
        self._change(lambda one: change_task(one, task_id, start=start, end=end), f"dates {task_id}")

    def _on_add(self) -> None:
        if self._assessment is None:
            return
        title = self.tr("New task")
        _changed, task_id = add_task(self._assessment, title, self._selected)
        after = self._selected
        self._selected = task_id
        self._change(lambda one: add_task(one, title, after, task_id)[0], None)
        self._editor.focus_title()

    def _on_remove(self) -> None:
        task_id, tasks = self._selected, self._model.tasks
        if task_id is None:
            return
        rows = [task.id for task in tasks]
        at = rows.index(task_id)
        rest = rows[at + 1 :] or rows[:at][-1:]
        self._selected = rest[0] if rest else None
        self._change(lambda one: remove_task(one, task_id), None)

    def _on_move(self, steps: int) -> None:
        task_id = self._selected
        if task_id is not None:
            self._change(lambda one: move_task(one, task_id, steps), None)

    def _change(self, change: Callable[[Assessment], Assessment], key: str | None) -> None:
        self._said_card.hide()
        self.edited.emit(Edit(change, key))
