"""Roadmap: ninety days of work made from the verdict, then edited by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from readiness_gui.core.bearing import notes_on
from readiness_gui.core.capacity import ranges
from readiness_gui.core.errors import Problem
from readiness_gui.core.model import Assessment, Roadmap, Task
from readiness_gui.core.plan_edits import (
    add_task,
    change_task,
    circle,
    find_task,
    move_task,
    remove_task,
    set_people,
)
from readiness_gui.core.plan_words import circle_words, ends_words, order_words, over_words, work_words
from readiness_gui.core.roadmap import due
from readiness_gui.core.terms import StepId
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.core.workdays import count
from readiness_gui.ui.page import Edit, Page, PageContext
from readiness_gui.ui.roadmap_making import Renewal, edit_words, made_anew, making_words
from readiness_gui.ui.widgets.basics import breakable, button, card, column, label, row
from readiness_gui.ui.widgets.days import long_day
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_head import PlanHead
from readiness_gui.ui.widgets.task_editor import TaskEditor
from readiness_gui.ui.widgets.task_signs import remark
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
        self._renewal = Renewal(context.framework)
        self._selected: str | None = None
        self._shown = ""
        self._notice = ""
        self._timeline = Timeline("timeline")
        self._model = TaskModel(self)
        self._table = TaskTable("task_table", self._model)
        self._editor = TaskEditor()
        self._head = PlanHead()
        self._said = label("", name="roadmap_changes")
        self._said_card = card(self._said, name="roadmap_changes_notice", role="notice")
        self._said_card.hide()
        self._moved = label("", "strong", name="timeline_notice")
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
        if find_task(roadmap, self._selected) is None:
            self._selected = roadmap.tasks[0].id if roadmap.tasks else None
        for part in (self._head, self._tools, self._editor):
            part.setEnabled(not self.context.locked())
        self._show_plan(assessment, roadmap)
        self._show_selected()
        self._renew_soon()

    def problems(self) -> Sequence[Problem]:
        """Return numbers that cannot be read, and a task without a title, which no task can do without."""
        roadmap = self._assessment.roadmap if self._assessment else None
        if roadmap is None:
            return ()
        found = []
        if self._head.unreadable:
            message = self.tr("The number of people cannot be read. Write one from 0.1 to 99, such as 1.5.")
            found.append(Problem("roadmap_people", message))
        if self._editor.unreadable:
            message = self.tr("The weeks cannot be read. Write a number from 0.05 to 104, such as 2.5.")
            found.append(Problem(self._editor.unreadable, message))
        untitled = next((task for task in roadmap.tasks if not task.title.strip()), None)
        if untitled is not None:
            self._on_selected(untitled.id)
            message = self.tr("A task has no title. Say in a few words what is to be done, or remove it.")
            found.append(Problem("task_title", message))
        return found

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside its field."""
        said = {one.field: one.message for one in problems}
        self._head.people_field.show_problem(said.get("roadmap_people", ""))
        self._editor.show_problems(said)

    def commit(self) -> None:
        """Close an open cell of the table, so that what it holds is kept."""
        self._table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the roadmap the first time the page is opened, and anew where the evidence has changed."""
        super().showEvent(event)
        self._make_first()
        QTimer.singleShot(0, self, self._renew)

    def _lay_out(self) -> None:
        self._make_button = button(self.tr("Make the roadmap"), "make_roadmap", role="primary")
        self._make_button.clicked.connect(self._on_make)
        buttons = row(self._make_button)
        buttons.addStretch(1)
        words = self.tr("There is no roadmap yet. It is made from the verdict, and then it is yours.")
        self._nothing = card(label(words), buttons, name="no_roadmap")
        drawn = card(
            self._timeline,
            self._moved,
            TimelineLegend(),
            label(self._timeline.hint(), "muted"),
            name="drawn",
        )
        self._tools = QWidget()
        self._tools.setLayout(self._build_tools())
        listed = card(label(self.tr("Tasks"), "heading"), self._table, self._tools, name="listed")
        self._form = card(label(self.tr("The selected task"), "heading"), self._editor, name="form")
        self._content = QWidget()
        self._content.setLayout(column(self._said_card, self._head, drawn, listed, self._form))
        self.setLayout(column(self._nothing, self._content))

    def _build_tools(self) -> FlowRow:
        tools = (
            (self.tr("Add a task"), "add_task", "add"),
            (self.tr("Remove"), "remove_task", "remove"),
            (self.tr("Move up"), "task_up", "up"),
            (self.tr("Move down"), "task_down", "down"),
        )
        made = FlowRow()
        for text, name, command in tools:
            tool = button(text, name)
            tool.clicked.connect(partial(self._on_asked, command))
            made.addWidget(tool)
        return made

    def _connect(self) -> None:
        self._timeline.selected.connect(self._on_selected)
        self._timeline.rescheduled.connect(self._on_rescheduled)
        self._timeline.opened.connect(self._on_opened)
        self._timeline.asked.connect(self._on_asked)
        self._table.picked.connect(self._on_selected)
        self._table.asked.connect(self._on_asked)
        self._model.changed.connect(self._on_changed)
        self._editor.changed.connect(self._on_changed)
        self._head.start_edited.connect(self._make)
        self._head.people_edited.connect(self._on_people)
        self._head.update_asked.connect(self._on_update)

    def _show_plan(self, assessment: Assessment, roadmap: Roadmap) -> None:
        framework = self.context.framework
        verdict = decide(inputs_of(assessment), framework)
        outdated = ""
        if roadmap.verdict is not None and roadmap.verdict is not verdict.code:
            words = self.tr("The verdict is now “{title}”; these tasks were made for another.")
            outdated = words.format(title=framework.verdicts[verdict.code].title)
        elif due(roadmap, assessment, framework):
            outdated = self.tr("The evidence has changed since these tasks were made.")
        over = () if self.context.locked() else over_words(roadmap, framework, self.context.today())
        sentences = (*over, *work_words(roadmap, framework), *order_words(roadmap, framework))
        self._head.show_roadmap(roadmap, sentences, outdated, fresh=self._shown != assessment.id)
        self._shown = assessment.id
        ends = ranges(roadmap)
        said = {name: ends_words(found, framework) for name, found in ends.items()}
        remarks = {
            task.id: remark(notes_on(task.id, assessment, framework), said.get(task.id, ""))
            for task in roadmap.tasks
        }
        self._timeline.show_roadmap(roadmap, self.context.today(), ends, remarks)
        self._model.show_tasks(roadmap.tasks, remarks)

    def _show_selected(self) -> None:
        one, framework = self._assessment, self.context.framework
        roadmap = one.roadmap if one else None
        self._timeline.select(self._selected)
        self._table.select(self._selected)
        task = find_task(roadmap, self._selected)
        self._form.setVisible(task is not None)
        self._editor.show_task(task)
        self._moved.setText(breakable(self._notice))
        self._moved.setVisible(bool(self._notice))
        if one is None or roadmap is None or task is None:
            return
        found = ranges(roadmap).get(task.id)
        ends = self._end_words(task, ends_words(found, framework) if found else "")
        self._editor.show_around(roadmap.tasks, notes_on(task.id, one, framework), ends, self._notice)

    def _end_words(self, task: Task, ends: str) -> str:
        days = count(task.start, task.end)
        said = self.tr("One working day.") if days == 1 else self.tr("{days} working days.").format(days=days)
        if not ends:
            return said
        words = self.tr("By its weeks and the people at work it {ends}; the plan has {day}.")
        return f"{said} {words.format(ends=ends, day=long_day(self.locale(), task.end))}"

    def _make_first(self) -> None:
        """Make the roadmap once for each assessment, and never again after an undo."""
        one = self._assessment
        if one is None or one.roadmap is not None or not self.isVisible() or self.context.locked():
            return
        if one.id not in self._made_for:
            self._made_for.add(one.id)
            QTimer.singleShot(0, self, self._on_make)

    def _renew_soon(self) -> None:
        """Make the roadmap anew where the evidence asks for it, but not under the user's fingers."""
        if self.isVisible() and not self._typing():
            QTimer.singleShot(0, self, self._renew)

    def _renew(self) -> None:
        one = self._assessment
        if one is None or one.roadmap is None or not self.isVisible() or self.context.locked():
            return
        if self._renewal.wanted(one):
            self._make(one.roadmap.start, by_itself=True)

    def _typing(self) -> bool:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return False
        if isinstance(focus, QPlainTextEdit):
            return focus.document().isModified()
        return self._table.editing or (isinstance(focus, QLineEdit) and focus.isModified())

    def _on_make(self) -> None:
        self._make(self.context.today())

    def _on_update(self) -> None:
        if self._assessment and self._assessment.roadmap:
            self._make(self._assessment.roadmap.start)

    def _make(self, start: date, *, by_itself: bool = False) -> None:
        if self._assessment is None:
            return
        making = made_anew(self._assessment, self.context.framework, start)
        self._notice = ""
        self.edited.emit(Edit(making.change))
        if making.changes is not None:
            self._said.setText(breakable(making_words(making.changes, by_itself=by_itself)))
            self._announce(self._said.text())
        self._said_card.setVisible(making.changes is not None)

    def _on_selected(self, task_id: str) -> None:
        self._notice = self._notice if task_id == self._selected else ""
        self._selected = task_id
        self._show_selected()

    def _on_opened(self, task_id: str) -> None:
        self._on_selected(task_id)
        self._editor.focus_title()

    def _on_changed(self, task_id: str, field: str, value: object) -> None:
        roadmap = self._assessment.roadmap if self._assessment else None
        waiting = circle(roadmap, task_id, value) if roadmap and field == "after" else ()
        self._editor.after_field.show_problem(
            breakable(circle_words(waiting, self.context.framework)) if waiting else ""
        )
        if waiting:
            self._announce(self._editor.after_field.problem)
            self._show_selected()
            return
        typed = isinstance(value, str) or field.startswith("weeks_")
        self._change_task(task_id, {field: value}, f"task {task_id} {field}" if typed else None)

    def _on_rescheduled(self, task_id: str, start: date, end: date) -> None:
        self._change_task(task_id, {"start": start, "end": end}, f"dates {task_id}")

    def _on_people(self, people: float | None) -> None:
        self._change(lambda one: set_people(one, people), "people")

    def _on_asked(self, command: str) -> None:
        if command == "add":
            self._on_add()
        elif command == "remove":
            self._on_remove()
        elif command == "done":
            task = find_task(self._assessment.roadmap if self._assessment else None, self._selected)
            if task is not None:
                self._on_changed(task.id, "done", not task.done)
        elif self._selected is not None:
            self._change(partial(move_task, task_id=self._selected, steps=-1 if command == "up" else 1), None)

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

    def _change_task(self, task_id: str, changes: Mapping[str, object], key: str | None) -> None:
        """Make an edit of one task, and say what it moved besides."""
        before = self._assessment.roadmap if self._assessment else None
        self._change(lambda one: change_task(one, task_id, **changes), key)
        after = self._assessment.roadmap if self._assessment else None
        self._notice = edit_words(before, after, task_id, changes, self.context.framework)
        if self._notice:
            self._show_selected()
            self._announce(self._notice)

    def _change(self, change: Callable[[Assessment], Assessment], key: str | None) -> None:
        self._said_card.hide()
        self._notice = ""
        self.edited.emit(Edit(change, key))

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
