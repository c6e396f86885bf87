"""The one open product: its value, the way back, what is on disk, what the evidence says.

Pages ask for edits, the window asks for everything else; nobody else changes the product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from readiness_gui.core import verdict as rules
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, AssessmentStatus, Product, Verdict, new_assessment
from readiness_gui.core.renewal import renewed
from readiness_gui.core.terms import StepId
from readiness_gui.ui.autosave import Autosave, SaveState
from readiness_gui.ui.findings import EVERYTHING, Due, Findings, Outcome, Rules, carry, due_after, merge
from readiness_gui.ui.page import Edit
from readiness_gui.ui.services import ProductFile
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.undo import State, UndoStack


class Session(QObject):
    """Holds the open product and is the only one to change it."""

    #: carries the :class:`Assessment` as it is now
    changed = Signal(object)
    #: carries the ``datetime`` of the save
    saved = Signal(object)
    #: carries the sentence for the user
    save_failed = Signal(str)
    save_state_changed = Signal()
    findings_pending = Signal(bool)

    def __init__(
        self,
        file: ProductFile,
        framework: Framework,
        tasks: Tasks,
        today: Callable[[], date],
        *,
        evidence_rules: Rules | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._framework = framework
        self._today = today
        self._product = _with_an_assessment(file.product, framework, today())
        self._assessment_id = self._product.assessments[-1].id
        self._undo = UndoStack()
        self._verdict: tuple[Assessment, Verdict] | None = None
        self._last_saved: datetime | None = None
        self._autosave = Autosave(file, tasks, self)
        self._autosave.saved.connect(self._on_saved)
        self._autosave.failed.connect(self.save_failed)
        self._autosave.state_changed.connect(self.save_state_changed)
        self._findings = Findings(framework, tasks, today, evidence_rules, self)
        self._findings.found.connect(self._on_found)
        self._findings.pending_changed.connect(self.findings_pending)
        self._refresh_findings()

    # -- what is known ------------------------------------------------------------------------------

    @property
    def product(self) -> Product:
        """Return the product as last edited."""
        return self._product

    @property
    def assessment(self) -> Assessment:
        """Return the open assessment as last edited."""
        found = self._product.assessment(self._assessment_id)
        assert found is not None  # noqa: S101 - the id always comes from the product itself
        return found

    @property
    def path(self) -> Path:
        """Return where the product is kept."""
        return self._file.path

    @property
    def reason(self) -> str:
        """Return the sentence that says why nothing can be changed, "" where it can."""
        return self._file.reason or ""

    @property
    def conflict(self) -> bool:
        """Tell whether somebody else wrote the file, so that edits go to a copy beside it."""
        return self._file.conflict

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be changed because the file cannot be written."""
        return self._file.read_only

    @property
    def locked(self) -> bool:
        """Tell whether the open assessment takes no edits: read-only, or not the latest one."""
        return self.read_only or self._assessment_id != self._product.assessments[-1].id

    @property
    def verdict(self) -> Verdict:
        """Return the verdict on the answers as they are now; computed once an assessment."""
        assessment = self.assessment
        if self._verdict is None or self._verdict[0] is not assessment:
            self._verdict = (assessment, rules.decide(rules.inputs_of(assessment), self._framework))
        return self._verdict[1]

    @property
    def save_state(self) -> SaveState:
        """Return how screen and disk relate."""
        return self._autosave.state

    @property
    def last_saved(self) -> datetime | None:
        """Return when this session last saved, ``None`` before its first save."""
        return self._last_saved

    @property
    def pending(self) -> bool:
        """Tell whether findings are being computed."""
        return self._findings.pending

    @property
    def can_undo(self) -> bool:
        """Tell whether an edit can be undone."""
        return self._undo.can_undo

    @property
    def can_redo(self) -> bool:
        """Tell whether an undone edit can be done again."""
        return self._undo.can_redo

    # -- what changes it ----------------------------------------------------------------------------

    def apply(self, edit: Edit) -> None:
        """Make an edit; one that changes nothing leaves no trace. A locked assessment stays as it is."""
        before = self.assessment
        if self.locked:
            self.changed.emit(before)
            return
        after = edit.change(before)
        if after == before:
            return
        self._replace(self._product.with_assessment(after), edit.merge_key, due_after(before, after))

    def undo(self) -> StepId | None:
        """Go back one edit and return the step it was made on."""
        return self._travel(self._undo.undo(self._state()))

    def redo(self) -> StepId | None:
        """Do the edit undone last again and return the step it was made on."""
        return self._travel(self._undo.redo(self._state()))

    def seal(self) -> None:
        """End a run of merged edits (a field or page was left)."""
        self._undo.seal()

    def rename(self, name: str) -> None:
        """Give the product another name; an empty one is not taken."""
        if name.strip() and name.strip() != self._product.name and not self.read_only:
            self._replace(replace(self._product, name=name.strip()), None, frozenset())

    def adopt(self, product: Product) -> None:
        """Take over a product that was merged from this one and others, as one step of undo."""
        before, after = self.assessment, product.assessment(self._assessment_id)
        if self.read_only or after is None or product == self._product:
            return
        self._undo.seal()
        self._replace(product, None, due_after(before, after))

    def set_step(self, step: StepId) -> None:
        """Remember where the wizard stands, so that it resumes there; not a step of undo."""
        assessment = self.assessment
        self._undo.seal()
        if not self.locked and assessment.last_step is not step:
            self._put(self._product.with_assessment(replace(assessment, last_step=step)))

    def complete(self) -> None:
        """Close the assessment with its verdict as of now."""
        assessment = self.assessment
        if self.locked or assessment.status is AssessmentStatus.COMPLETE:
            return
        done = replace(
            assessment,
            status=AssessmentStatus.COMPLETE,
            completed=datetime.now(UTC),
            verdict=self.verdict,
            framework_version=self._framework.version,
        )
        self._replace(self._product.with_assessment(done), None, frozenset())

    def new_from_last(self) -> None:
        """Open a new draft dated today that starts from the answers of the latest assessment."""
        if self.read_only:
            return
        fresh = renewed(self._product, self._today(), self._framework.version)
        before = self._state()
        self._assessment_id = fresh.id
        self._replace(self._product.with_assessment(fresh), None, frozenset(), before)
        self._refresh_findings()  # the rules look at the day, too

    def show(self, assessment_id: str) -> None:
        """Open another assessment of the product; only the latest can be edited."""
        if self._product.assessment(assessment_id) is None or assessment_id == self._assessment_id:
            return
        self._undo.seal()
        self._assessment_id = assessment_id
        self.changed.emit(self.assessment)

    # -- disk ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save in the background now what is not saved yet."""
        self._autosave.start()

    def close(self) -> None:
        """Bring everything to disk and let go of the file.

        Raises:
            StorageError: the last edits could not be written; the session stays open.

        """
        if not self.locked:
            latest = self._findings.compute_now(self.assessment)
            if latest != self.assessment:
                self._put(self._product.with_assessment(latest))
        self._autosave.finish()
        self.abandon()

    def abandon(self) -> None:
        """Let go of the file without saving."""
        self._findings.forget()
        self._file.close()

    # -- helpers ------------------------------------------------------------------------------------

    def _on_saved(self, when: datetime) -> None:
        self._last_saved = when
        self.saved.emit(when)

    def _on_found(self, outcome: Outcome) -> None:
        target = self._product.assessment(outcome.source.id)
        if target is None:
            return
        merged = merge(target, outcome)
        if merged != target:
            self._put(self._product.with_assessment(merged))

    def _refresh_findings(self) -> None:
        """Catch up with evidence whose finding was still due when the file was left."""
        assessment = self.assessment
        if self.locked or assessment.status is AssessmentStatus.COMPLETE:
            return
        due: Due = frozenset(
            signal
            for signal in EVERYTHING
            if (signal is not None and assessment.signals[signal].evidence is not None)
            or (signal is None and assessment.gate.readings)
        )
        self._findings.want(assessment, due)

    def _state(self) -> State:
        return State(self._product, self._assessment_id, self.assessment.last_step)

    def _replace(
        self, product: Product, merge_key: str | None, due: Due, before: State | None = None
    ) -> None:
        self._undo.record(before or self._state(), merge_key)
        self._put(product)
        self._findings.want(self.assessment, due)

    def _put(self, product: Product) -> None:
        self._product = product
        self._autosave.want(product)
        self.changed.emit(self.assessment)

    def _travel(self, state: State | None) -> StepId | None:
        if state is None or self.read_only:
            return None
        before = self.assessment
        self._assessment_id = state.assessment_id
        restored = state.product.assessment(state.assessment_id)
        if restored is not None and restored.id == before.id:
            self._put(state.product.with_assessment(carry(before, restored)))
        else:
            self._put(state.product)
        after = self.assessment
        self._findings.want(after, due_after(before, after) if before.id == after.id else EVERYTHING)
        return state.step


def _with_an_assessment(product: Product, framework: Framework, today: date) -> Product:
    if product.assessments:
        return product
    return replace(product, assessments=(new_assessment(today, framework.version),))
