"""Merging several people's files, one question at a time; until the end nothing anywhere changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QScrollArea, QStackedWidget, QWidget

from readiness_gui.core.merge_words import MergeWords, doubts, remarks
from readiness_gui.core.merging import Conflict, Merged, Pairing, Pick, Side, merge, pair
from readiness_gui.core.wording import date_words
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.widgets.basics import UNIT, breakable, button, card, column, label, row
from readiness_gui.ui.widgets.merge_found import MergeFound
from readiness_gui.ui.widgets.merge_question import MergeQuestion
from readiness_gui.ui.widgets.merge_review import MergeReview
from readiness_gui.ui.widgets.tab_order import tab_on


@dataclass(frozen=True, slots=True)
class MergeFiles:
    """What is merged: the sides with their paths, what could not be read, and where the result goes."""

    sides: tuple[Side, ...]
    paths: tuple[Path, ...]
    problems: tuple[str, ...] = ()
    #: the name of the open product that takes the result, "" where it becomes a product of its own
    into: str = ""


class MergeDialog(QDialog):
    """``agreed`` carries the :class:`Merged` and the picks; until then nothing changes."""

    agreed = Signal(object, object)

    def __init__(self, files: MergeFiles, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merge_dialog")
        self.setWindowTitle(self.tr("Merge files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files, self._context = files, context
        drafts = tuple(one for side in files.sides for one in side.product.assessments)
        self._words = MergeWords(context.framework, context.today(), drafts)
        self._merged: Merged | None = None
        self._picks: dict[str, Pick] = {}
        self._at = 0
        self._warned = -1
        self._running = 0
        self._build()
        self._connect()
        self._fit()
        pairing = pair(files.sides)
        self._found.show_files(files.sides, [path.name for path in files.paths], files.problems, pairing)
        self._compute(pairing)

    @property
    def busy(self) -> bool:
        """Tell whether the files are being compared."""
        return self._running > 0

    @property
    def picks(self) -> dict[str, Pick]:
        """Return what was chosen so far, by the key of the question."""
        conflicts = self._merged.conflicts if self._merged is not None else ()
        return {one.key: pick for one in conflicts if (pick := self._picks.get(_known_by(one))) is not None}

    # -- events ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit; Escape asks first where choices were made."""
        digit = event.key() - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        asking = self._stack.currentWidget() is self._scrolls[self._question]
        if plain and asking and 0 <= digit <= 9 and self._question.choose(digit):
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Go through the dialog as it is read."""
        return tab_on((self,), forward=forward)

    def reject(self) -> None:
        """Leave everything as it was, after a question where choices would be lost."""
        if self._picks and self._leaving.isHidden():
            self._leaving.show()
            self._stay.setFocus()
            return
        super().reject()

    # -- what happens ------------------------------------------------------------------------------

    def _compute(self, pairing: Pairing) -> None:
        self._running += 1
        run = self._context.tasks.run
        run(merge, self._files.sides, pairing, done=self._on_merged, failed=self._on_failed)
        self._show_buttons()

    def _on_merged(self, merged: Merged) -> None:
        self._running -= 1
        if self._running:  # another pairing was chosen meanwhile
            return
        self._merged = merged
        told = remarks(self._files.sides, self._context.framework, doubtful=merged.pairing.doubtful)
        self._found.show_merged(merged, self._words, told)
        self._show_buttons()
        self._next.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._running -= 1
        raise error

    def _on_next(self) -> None:
        merged, shown = self._merged, self._stack.currentWidget()
        if merged is None or self.busy:
            return
        if shown is self._scrolls[self._review]:
            self._finish(merged)
        elif shown is self._scrolls[self._found]:
            if not self._sure.isHidden() and not self._sure.isChecked():
                self._tell(self.tr("Say first that these files are of one product."))
                self._sure.setFocus()
                return
            self._tell("")
            self._go_to(0)
        elif self._warned != self._at and self._question.problem():
            self._warned = self._at
        else:
            self._go_to(self._at + 1)

    def _on_back(self) -> None:
        if self._stack.currentWidget() is self._scrolls[self._review] and self._merged is not None:
            self._go_to(len(self._merged.conflicts) - 1)
        else:
            self._go_to(self._at - 1)

    def _go_to(self, place: int) -> None:
        """Show a question; before the first one stands what was found, after the last the review."""
        merged = self._merged
        if merged is None:
            return
        self._at = place
        self._warned = -1
        count = len(merged.conflicts)
        if place < 0:
            self._at = 0
            self._show(self._found)
        elif place >= count:
            self._review.show_picks(merged.conflicts, self.picks, self._words, self._target_words(count))
            self._show(self._review)
        else:
            conflict = merged.conflicts[place]
            pick = self._picks.get(_known_by(conflict))
            self._question.show_conflict(conflict, self._words, (place + 1, count), pick, self._of(place))
            self._show(self._question)
            self._question.focus_choice()

    def _of(self, place: int) -> str:
        """Return the date of the assessment a question belongs to, where several are merged."""
        merged = self._merged
        if merged is None or len({one.assessment_id for one in merged.conflicts}) < 2:
            return ""
        wanted = merged.conflicts[place].assessment_id
        found = next(one for group in merged.groups for _, one in group.members if one.id == wanted)
        day = date_words(found.as_of, self._context.framework)
        return self.tr("In the assessment of {date}").format(date=day)

    def _finish(self, merged: Merged) -> None:
        missing: list[tuple[int, str]] = []
        for at, conflict in enumerate(merged.conflicts):
            pick = self._picks.get(_known_by(conflict))
            question = self._words.question(conflict.field)
            if pick is None:
                missing.append((at, self.tr("Not decided yet: {question}").format(question=question)))
            elif conflict.needs_reason(pick.option) and not pick.reason.strip():
                missing.append((at, self.tr("The reason is missing: {question}").format(question=question)))
        if missing:
            self._review.show_missing(missing)
            self._scrolls[self._review].verticalScrollBar().setValue(0)
            return
        self.agreed.emit(merged, self.picks)
        self.accept()

    def _on_picked(self, pick: Pick) -> None:
        if self._merged is not None:
            self._picks[_known_by(self._merged.conflicts[self._at])] = pick

    def _on_stay(self) -> None:
        self._leaving.hide()
        self._next.setFocus()

    # -- what is shown -----------------------------------------------------------------------------

    def _target_words(self, count: int) -> str:
        into = self._files.into
        if into:
            words = self.tr("All of it goes into “{name}” as one step, which Undo takes back.")
        else:
            words = self.tr("All of it becomes a product of its own.")
        words += " " + self.tr("The files stay as they are.")
        nothing = self.tr("Nobody contradicts anybody.") + " " if not count else ""
        return nothing + words.format(name=breakable(into))

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(self._scrolls[part])
        self._scrolls[part].verticalScrollBar().setValue(0)
        self._show_buttons()
        if part is not self._question:
            self._next.setFocus()

    def _show_buttons(self) -> None:
        shown = self._stack.currentWidget()
        self._back.setVisible(shown is not self._scrolls[self._found])
        words = self.tr("Next")
        if self.busy:
            words = self.tr("Comparing the files …")
        elif shown is self._scrolls[self._review]:
            into = self._files.into
            short = into if len(into) <= 30 else f"{into[:29]}…"
            words = (
                self.tr("Merge into {name}").format(name=short) if into else self.tr("Make a merged product")
            )
        self._next.setText(words.replace("&", "&&"))
        self._next.setAccessibleName(words)

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    # -- construction ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._found = MergeFound(self._context.framework)
        self._question = MergeQuestion()
        self._review = MergeReview()
        self._stack = QStackedWidget()
        self._scrolls: dict[QWidget, QScrollArea] = {}
        for part, name in ((self._found, "found"), (self._question, "question"), (self._review, "review")):
            part.setProperty("role", "canvas")
            scroll = QScrollArea()
            scroll.setObjectName(f"merge_scroll_{name}")
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(part)
            inner = part.layout()
            if inner is not None:
                inner.setContentsMargins(0, 0, UNIT, 0)  # the scroll bar stays clear of the words
            self._scrolls[part] = scroll
            self._stack.addWidget(scroll)
        self._error = label("", "error", name="merge_error")
        self._error.hide()
        against = doubts(self._files.sides, self._context.framework)
        self._doubt = card(label(breakable("\n".join(against)), name="merge_doubt"), role="warning")
        self._sure = QCheckBox(self.tr("They are the same product"))
        self._sure.setObjectName("merge_same_product")
        self._doubt.setVisible(bool(against))
        self._sure.setVisible(bool(against))
        self._build_leaving()
        self._back = button(self.tr("Back"), "merge_back", role="quiet")
        self._cancel = button(self.tr("Cancel"), "merge_cancel")
        self._next = button(self.tr("Next"), "merge_next", role="primary")
        self._next.setDefault(True)
        buttons = row(self._back, spacing=1)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._next)
        parts = (self._leaving, self._doubt, self._sure, self._error, self._stack)
        self.setLayout(column(*parts, buttons, spacing=2, margin=2))
        self._show_buttons()

    def _build_leaving(self) -> None:
        told = label(
            self.tr("Leave without merging? What you chose so far is not kept."), name="merge_leaving"
        )
        self._stay = button(self.tr("Go on merging"), "merge_stay", role="primary")
        leave = button(self.tr("Leave without merging"), "merge_leave", role="danger")
        buttons = row(self._stay, leave, spacing=1)
        buttons.addStretch(1)
        self._leaving = card(told, buttons, role="warning")
        self._leaving.hide()
        self._stay.clicked.connect(self._on_stay)
        leave.clicked.connect(super().reject)

    def _connect(self) -> None:
        self._found.paired.connect(self._compute)
        self._question.picked.connect(self._on_picked)
        self._review.asked.connect(self._go_to)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Alt+Right"):
            QShortcut(QKeySequence(keys), self, self._on_next)
        QShortcut(QKeySequence("Alt+Left"), self, self._on_back_key)

    def _on_back_key(self) -> None:
        if not self._back.isHidden():
            self._on_back()

    def _fit(self) -> None:
        """Take a size that grows with the text, within the screen."""
        self.ensurePolished()
        line, room = self.fontMetrics().lineSpacing(), self.screen().availableSize()
        parent = self.parentWidget()
        over = parent.size() if parent is not None else room
        high = min(36 * line, room.height() - 8 * UNIT, over.height() - 4 * UNIT)
        self.resize(min(58 * line, room.width() - 8 * UNIT, over.width() - 4 * UNIT), high)


def _known_by(conflict: Conflict) -> str:
    """Return what a choice is kept under: the same question between the same answers of the same people."""
    return repr((conflict.key, conflict.marks, [option.who for option in conflict.options]))


def joined_problems(problems: Sequence[tuple[Path, str]]) -> tuple[str, ...]:
    """Return the sentences on files that could not be read; a reason that names its file stays as it is."""
    return tuple(reason if path.name in reason else f"{path.name}: {reason}" for path, reason in problems)
