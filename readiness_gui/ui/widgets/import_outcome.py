"""What came of reading a file: counts, what the rules make of it, what it would replace, refused rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QPlainTextEdit, QScrollArea, QWidget

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Evidence, GateAnswer, PmfEvidence, SurveyCounts
from readiness_gui.core.terms import BusinessModel, Cadence, SignalId
from readiness_gui.ui.widgets.basics import breakable, button, column, label, row
from readiness_gui.ui.widgets.disclosure import Disclosure

if TYPE_CHECKING:
    from readiness_gui.evidence.imports import Imported


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an import is judged by besides the file, and a sentence on what it would replace."""

    business_model: BusinessModel | None = None
    cadence: Cadence | None = None
    replaces: str = ""
    survey: SurveyCounts | None = None
    gate: GateAnswer = field(default_factory=GateAnswer)


#: lines of the list of refused rows that are seen at once
LINES_SHOWN = 6


class ImportOutcome(QScrollArea):
    """Scrolls where text is large; ``failed`` carries why the list could not be saved."""

    failed = Signal(str)

    def __init__(self, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_outcome")
        self.setAccessibleName(self.tr("What the file says"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._file_name = file_name
        self._made: Imported | None = None
        self._counted = label("", "heading", name="import_counted")
        self._found = label("", name="import_found")
        self._both = label("", name="import_both")
        self._replacing = label("", "strong", name="import_replaces")
        self._list = QPlainTextEdit()
        self._list.setObjectName("import_refused")
        self._list.setAccessibleName(self.tr("Refused rows"))
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        save = button(self.tr("Save the list…"), "import_save_refused")
        save.clicked.connect(self._on_save)
        tools = row(save)
        tools.addStretch(1)
        fold = QWidget()
        fold.setLayout(column(self._list, tools, spacing=1))
        self.refused = Disclosure(self.tr("Refused rows"), "import_refused_list", fold)
        body = QWidget()
        layout = column(self._counted, self._found, self._both, self._replacing, self.refused, spacing=2)
        layout.addStretch(1)
        body.setLayout(layout)
        self.setWidget(body)

    def show_outcome(self, made: Imported, reasons: Sequence[str], replaces: str) -> None:
        """Show what was read; ``reasons`` say what the rules make of it."""
        self._made = made
        words = self.tr("Read {read} rows of {file}, {refused} refused").format(
            read=f"{made.read:,}", file=self._file_name, refused=f"{made.refused:,}"
        )
        self._counted.setText(breakable(words))
        self._found.setText(breakable("\n\n".join(reasons)))
        self._found.setVisible(bool(reasons))
        self._both.setText(self.tr("One log answers two questions: retention and active users are both set."))
        self._both.setVisible(len(made.evidence) > 1)
        self._replacing.setText(breakable(replaces))
        self._replacing.setVisible(bool(replaces))
        self._show_refused(made)

    def _show_refused(self, made: Imported) -> None:
        line = self.tr("Line {line}: {reason}")
        rows = [line.format(line=one.line, reason=one.reason) for one in made.refused_rows]
        self._list.setPlainText("\n".join(rows))
        lines = min(max(len(rows), 2), LINES_SHOWN) + 2
        self._list.setFixedHeight(lines * self._list.fontMetrics().lineSpacing())
        words = self.tr("Refused rows: the first {count} of {all}")
        if len(rows) == made.refused:
            words = self.tr("Refused rows: {count}")
        self.refused.set_text(words.format(count=f"{len(rows):,}", all=f"{made.refused:,}"))
        self.refused.setVisible(bool(made.refused))

    def _on_save(self) -> None:
        from readiness_gui.evidence.imports import refused_table

        start = f"{Path(self._file_name).stem}-refused.csv"
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save the list"), start, "*.csv")
        if not name or self._made is None:
            return
        try:
            Path(name).write_text(refused_table(self._made.refused_rows), encoding="utf-8-sig", newline="")
        except OSError as error:
            words = self.tr("“{file}” cannot be written: {why}. Choose another folder.")
            self.failed.emit(words.format(file=Path(name).name, why=error.strerror or error))


def judged(made: Imported, around: Circumstances, framework: Framework, today: date) -> list[str]:
    """Return what the rules make of each signal of an import, or what keeps it from being judged.

    Heavy; called in the background.
    """
    sentences = [
        _of_signal(signal, evidence, around, framework, today) for signal, evidence in made.evidence.items()
    ]
    if made.readings:
        sentences.append(_of_gate(replace(around.gate, readings=made.readings), framework))
    return [one for one in sentences if one]


def _of_signal(
    signal: SignalId, evidence: Evidence, around: Circumstances, framework: Framework, today: date
) -> str:
    from readiness_gui.evidence.assess import assess, check

    if isinstance(evidence, PmfEvidence):  # an import leaves the survey as it is
        evidence = replace(evidence, survey=around.survey)
    found = assess(
        signal,
        evidence,
        framework=framework,
        business_model=around.business_model,
        cadence=around.cadence,
        today=today,
    )
    if found is None:
        problems = check(signal, evidence, framework=framework, today=today)
        return problems[0].message if problems else ""
    return framework.phrase(
        "import.found",
        signal=framework.signals[signal].short,
        status=framework.phrase(f"core.status.{found.status}"),
        reason=found.reason,
    )


def _of_gate(answer: GateAnswer, framework: Framework) -> str:
    from readiness_gui.evidence.assess import assess_gate, check_gate

    found = assess_gate(answer, framework)
    if found is None:
        problems = check_gate(answer, framework)
        return problems[0].message if problems else ""
    text = framework.gate_results[found.overall.decision]
    return f"{text.name}: {text.rule}"
