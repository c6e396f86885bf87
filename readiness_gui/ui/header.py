"""The bar above the wizard: which product, which assessment, what the verdict is so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from readiness_gui.core.model import Assessment, AssessmentStatus, Product
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import UNIT, button, label
from readiness_gui.ui.widgets.plan_fields import NameLine

#: pixels at 100 %: the widest and the narrowest name
NAME_WIDTH = 280
NAME_LEAST = 56
#: how many narrowest names have to fit, name and verdict together, before the badge has a place
CROWDED = 5
#: the verdict's share of what the buttons leave
VERDICT_SHARE = 0.4
ICON = 18


class Header(QFrame):
    """Emits what the user asks for; shows what it is told."""

    home_requested = Signal()
    renamed = Signal(str)
    verdict_requested = Signal()
    #: carries the id of the assessment to show
    assessment_chosen = Signal(str)
    new_assessment_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        undo: QAction,
        redo: QAction,
        guidance: QAction,
        history: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._theme = theme
        self._name = ""
        self._read_only = False
        self._is_example = False
        self._history = history
        self._verdict_words = ""
        self._dates_words = ""
        self._listed: tuple[list[tuple[str, str]], str, bool] | None = None
        self._home = self._tool("home_button", "home", self.tr("All products"))
        self._home.clicked.connect(self.home_requested)
        self._title = button("", "product_name", role="heading_link", hint=self.tr("Rename the product"))
        self._title.clicked.connect(self.edit_name)
        self._field = NameLine("product_name_field", self.tr("Name of the product"))
        self._field.setMaxLength(200)
        self._field.hide()
        self._field.editingFinished.connect(self._on_name_entered)
        self._field.given_up.connect(self._stop_editing)
        self._example = label(self.tr("Example"), "chip_accent", name="example_badge", wrap=False)
        self._example.setToolTip(self.tr("A worked example with invented figures; change it as you like"))
        self._dates = button("", "assessment_menu", role="quiet", hint=self.tr("Assessments of this product"))
        self._dates.setProperty("menu", "true")
        self._menu = QMenu(self._dates)
        self._dates.setMenu(self._menu)
        self._verdict = button(
            "", "verdict_chip", role="chip", hint=self.tr("Show the verdict and its reasons")
        )
        self._verdict.clicked.connect(self.verdict_requested)
        self._tools = [self._action_tool("undo_button", undo), self._action_tool("redo_button", redo)]
        self._tools.append(self._action_tool("history_button", history))
        self._tools.append(self._action_tool("guidance_button", guidance))
        self._lay_out()
        self.refresh_icons()

    def show_product(self, product: Product, current: Assessment, *, read_only: bool) -> None:
        """Show name, badge and the list of assessments."""
        self._name = product.name
        self._read_only = read_only
        self._is_example = product.example
        self._dates_words = self._words_of(current)
        self._dates.setAccessibleName(self.tr("Assessment of {date}").format(date=self._words_of(current)))
        self._fill_menu(product.assessments, current, read_only=read_only)
        self._shorten()

    def show_verdict(self, words: str, *, provisional: bool, count: int, pending: bool) -> None:
        """Show the verdict so far; without ``words`` that nothing is answered it could rest on."""
        kind = self.tr("So far") if provisional else self.tr("Verdict")
        self._short = words or self.tr("nothing is answered yet")
        self._verdict_words = f"{kind}: {self._short}"
        detail = self.tr("{count} of 5 signals present").format(count=count)
        if pending:
            detail = f"{detail}; {self.tr('being computed')}"
        self._verdict.setToolTip(f"{self._verdict_words}\n{detail}")
        self._verdict.setAccessibleName(f"{self._verdict_words}. {detail}")
        self._shorten()

    def edit_name(self) -> None:
        """Let the user type another name, where the file can be written."""
        if self._read_only:
            return
        self._title.hide()
        self._field.setText(self._name)
        self._field.setMinimumWidth(min(self._theme.scaled(NAME_WIDTH), self.width() // 4))
        self._field.show()
        self._field.setFocus()
        self._field.selectAll()

    def refresh_icons(self) -> None:
        """Draw the pictures in the colours and the size in force."""
        side = self._theme.scaled(ICON)
        self._home.setIcon(self._theme.icon("home"))
        for tool in (self._home, *self._tools):
            tool.setIconSize(QSize(side, side))
        self._shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words to the room there is."""
        super().resizeEvent(event)
        self._shorten()

    def _on_name_entered(self) -> None:
        if self._field.isHidden():
            return
        name = self._field.text()
        self._stop_editing()
        self.renamed.emit(name)

    def _stop_editing(self) -> None:
        self._field.hide()
        self._title.show()
        self._title.setFocus()

    def _fill_menu(self, assessments: Sequence[Assessment], current: Assessment, *, read_only: bool) -> None:
        listed = [(one.id, self._words_of(one)) for one in reversed(assessments)]
        state = (listed, current.id, read_only)
        if state == self._listed:
            for action, (key, _words) in zip(self._menu.actions(), listed, strict=False):
                action.setChecked(key == current.id)  # a click on the present one unchecks it
            return
        self._listed = state
        self._menu.clear()
        for key, words in listed:
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == current.id)
            action.triggered.connect(lambda _checked=False, key=key: self.assessment_chosen.emit(key))
        self._menu.addSeparator()
        fresh = self._menu.addAction(self.tr("New assessment from the last one"))
        fresh.setObjectName("new_assessment")
        fresh.setEnabled(not read_only)
        fresh.triggered.connect(self.new_assessment_requested)
        self._menu.addAction(self._history)

    def _words_of(self, assessment: Assessment) -> str:
        words = words_of_date(assessment.as_of)
        done = assessment.status is AssessmentStatus.COMPLETE
        return f"{words} · {self.tr('complete') if done else self.tr('draft')}"

    def _shorten(self) -> None:
        """Give name, date and verdict the room there is: the date gives way first, then badge and name."""
        fixed = sum(one.sizeHint().width() + UNIT for one in (self._home, *self._tools)) + 2 * UNIT
        fixed += sum(self._around(one) + UNIT for one in (self._title, self._dates, self._verdict))
        whole, short = self._dates_words, self._dates_words.partition(" · ")[0]
        least, badge = self._theme.scaled(NAME_LEAST), self._example.sizeHint().width() + UNIT
        room = self.width() - fixed
        crowded = room - badge - self._wide(self._dates, short) < CROWDED * least
        self._example.setVisible(self._is_example and not crowded)
        room -= badge if self._is_example and not crowded else 0
        verdict = min(self._wide(self._verdict, self._verdict_words), round(room * VERDICT_SHARE))
        name = min(self._wide(self._title, self._name), self._theme.scaled(NAME_WIDTH))
        dates = whole if self._wide(self._dates, whole) <= room - verdict - name else short
        left = room - verdict - self._wide(self._dates, dates)
        self._dates.setText(dates)
        self._elide(self._verdict, self._verdict_words, verdict)
        self._elide(self._title, self._name, max(min(name, left), least))
        self._title.setAccessibleName(self.tr("Product: {name}. Rename").format(name=self._name))

    @staticmethod
    def _around(target: QPushButton) -> int:
        """Return what stands around the words of a button."""
        return target.sizeHint().width() - QFontMetrics(target.font()).horizontalAdvance(target.text())

    @staticmethod
    def _wide(target: QPushButton, words: str) -> int:
        return QFontMetrics(target.font()).horizontalAdvance(words) + 2

    @staticmethod
    def _elide(target: QPushButton, words: str, room: int) -> None:
        shown = QFontMetrics(target.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
        target.setText(shown.replace("&", "&&"))

    def _tool(self, name: str, icon: str, hint: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setAccessibleName(hint)
        made.setToolTip(hint)
        made.setIcon(self._theme.icon(icon))
        return made

    def _action_tool(self, name: str, action: QAction) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setDefaultAction(action)
        made.setAccessibleName(action.text().replace("&", ""))
        return made

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        layout.setSpacing(UNIT)
        items: list[QWidget] = [self._home, self._title, self._field, self._example, self._dates]
        for item in items:
            layout.addWidget(item, 0, Qt.AlignmentFlag.AlignVCenter)
        for shrinking in (self._title, self._dates, self._verdict):
            shrinking.setMinimumWidth(6 * UNIT)
        layout.addStretch(1)
        layout.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignVCenter)
        for tool in self._tools:
            layout.addWidget(tool)

    @property
    def verdict_chip(self) -> QPushButton:
        """Return the chip, for the order of focus."""
        return self._verdict


def words_of_date(day: date) -> str:
    """Return a date with the month as a word, so that no order of numbers can be mistaken."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
