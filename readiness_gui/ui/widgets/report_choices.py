"""The choices for a report beside its preview; every change is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.languages import languages
from readiness_gui.report.options import DEFAULT, Paper, Part, ReportOptions
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.widgets.basics import UNIT, button, column, label
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option
from readiness_gui.ui.widgets.colour_field import ColourField
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.logo_field import LogoField
from readiness_gui.ui.widgets.plan_fields import Field, PickField


class ReportChoices(QFrame):
    """``changed`` carries the :class:`ReportOptions` after a choice of the user's."""

    changed = Signal(object)

    def __init__(
        self, framework: Framework, resources: Path, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("report_choices")
        self.setProperty("role", "card")
        self._options = DEFAULT
        self._parts = {part: self._box(f"part_{part}", name) for part, name in _names(framework).items()}
        known = {one.name: one.code for one in languages(resources)}
        self._language = PickField("report_language", self.tr("Language of the report"), known)
        papers = (Option(Paper.A4, self.tr("A4")), Option(Paper.LETTER, self.tr("US Letter")))
        self._paper = ChoiceGroup("report_paper", self.tr("Paper"), papers, across=True)
        self._confidential = self._box("report_confidential", self.tr("Mark as confidential"))
        self._without_notes = self._box("report_without_notes", self.tr("Leave out the notes"))
        self._without_notes.setToolTip(
            self.tr("In the report, and in the product file that is attached to it.")
        )
        self._without_notes.setAccessibleDescription(self._without_notes.toolTip())
        self._logo = LogoField(framework, tasks)
        self._colour = ColourField()
        self._defaults = button(self.tr("Back to the standard options"), "report_defaults", role="link")
        self._build(several=len(known) > 1)
        self._connect()
        self.show_options(DEFAULT)

    @property
    def options(self) -> ReportOptions:
        """Return the choices as shown."""
        return self._options

    def show_options(self, options: ReportOptions) -> None:
        """Show choices without telling of a change."""
        self._options = options
        boxes = {
            **{box: part in options.sections for part, box in self._parts.items()},
            self._confidential: options.confidential,
            self._without_notes: options.without_notes,
        }
        for box, checked in boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(checked)
            box.blockSignals(blocked)
        self._language.show_value(options.language)
        self._paper.show_value(options.paper)
        self._logo.show_logo(options.logo)
        self._colour.show_colour(options.accent)
        self._tell()

    def sizeHint(self) -> QSize:
        """Return a width that fits the sections, so that opening them moves nothing sideways.

        Rows of buttons need not stand on one line.
        """
        sections = self._sections.body.sizeHint().width() + 4 * UNIT
        return QSize(max(self.minimumSizeHint().width(), sections), super().sizeHint().height())

    def _box(self, name: str, text: str) -> QCheckBox:
        made = QCheckBox(text.replace("&", "&&"))
        made.setObjectName(name)
        made.setAccessibleName(text)
        return made

    def _build(self, *, several: bool) -> None:
        inner = QWidget()
        inner.setLayout(column(*self._parts.values(), spacing=1))
        self._sections = Disclosure("", "report_sections", inner)
        language = Field(self.tr("Language"), self._language)
        if not several:  # showing a part without a place would make it a window
            language.hide()
        paper = Field(self.tr("Paper"), self._paper)
        marks = column(self._confidential, self._without_notes, spacing=1)
        heading = label(self.tr("Options"), "heading")
        self.setLayout(
            column(
                heading, self._sections, language, paper, marks, self._logo, self._colour, self._defaults,
                margin=2,
            )
        )  # fmt: skip

    def _connect(self) -> None:
        for box in (*self._parts.values(), self._confidential, self._without_notes):
            box.toggled.connect(self._on_changed)
        self._language.picked.connect(self._on_changed)
        self._paper.chosen.connect(self._on_changed)
        self._logo.logo_chosen.connect(lambda logo: self._take(replace(self._options, logo=logo)))
        self._colour.colour_chosen.connect(lambda colour: self._take(replace(self._options, accent=colour)))
        self._defaults.clicked.connect(self._on_defaults)

    def _on_changed(self) -> None:
        self._take(
            replace(
                self._options,
                sections=frozenset(part for part, box in self._parts.items() if box.isChecked()),
                language=str(self._language.value or DEFAULT.language),
                paper=Paper(str(self._paper.value or DEFAULT.paper)),
                confidential=self._confidential.isChecked(),
                without_notes=self._without_notes.isChecked(),
            )
        )

    def _on_defaults(self) -> None:
        self.show_options(DEFAULT)
        self._sections.header.setFocus()
        self.changed.emit(DEFAULT)

    def _take(self, options: ReportOptions) -> None:
        if options != self._options:
            self._options = options
            self._tell()
            self.changed.emit(options)

    def _tell(self) -> None:
        chosen, count = len(self._options.sections), len(Part)
        if chosen == count:
            words = self.tr("Sections: all")
        else:
            words = self.tr("Sections: {chosen} of {count}").format(chosen=chosen, count=count)
        self._sections.set_text(words)
        self._parts[Part.NOTES].setEnabled(not self._options.without_notes)
        self._defaults.setVisible(self._options != DEFAULT)


def _names(framework: Framework) -> Mapping[Part, str]:
    """Return the parts under the titles they have in the report."""
    return {part: _name(part, framework) for part in Part}


def _name(part: Part, framework: Framework) -> str:
    """Return a part's title, wherever its topic keeps it."""
    keys = (f"report.{part}.title", f"{part}.title", f"report.words.{part}")
    return framework.phrase(next((key for key in keys if key in framework.phrases), keys[0]))
