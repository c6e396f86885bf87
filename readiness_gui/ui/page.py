"""What every page of the wizard promises to the window, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness_gui.core.errors import Problem
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import StepId
from readiness_gui.report.options import DEFAULT, ReportOptions
from readiness_gui.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to the assessment, as a page asks for it.

    Edits with the same ``merge_key`` that follow each other are one step of undo (typing in one
    field); ``None`` makes a step of its own.
    """

    change: Callable[[Assessment], Assessment]
    merge_key: str | None = None


@dataclass(frozen=True, slots=True)
class PageContext:
    """What pages are given besides the assessment."""

    framework: Framework
    tasks: Tasks
    today: Callable[[], date]
    #: the product as last edited, for history, charts over time and export
    product: Callable[[], Product]
    #: the bytes of the product file as it would be saved now, attached to the PDF
    product_bytes: Callable[[], bytes]
    resources: Path
    dark: Callable[[], bool]
    #: whether the assessment shown takes no edits; bool() is ``False``
    locked: Callable[[], bool] = bool
    #: the folder of the file that was brought in last, empty where there was none, and how to keep it
    import_folder: Callable[[], str] = str
    keep_import_folder: Callable[[str], None] = lambda _folder: None
    #: how reports are made on this machine, and how to keep that
    report_options: Callable[[], ReportOptions] = lambda: DEFAULT
    keep_report_options: Callable[[ReportOptions], None] = lambda _options: None


class Page(QWidget):
    """One question. Emits ``edited``; never touches storage, the window or another page."""

    #: carries an :class:`Edit`
    edited = Signal(object)
    #: carries the :class:`StepId` to go to (links of Review, Verdict and error summaries)
    navigate = Signal(object)
    #: the history of the product is wanted, which is no step
    history_wanted = Signal()
    #: something the page knows has changed that the window derives its state from (not the assessment)
    status_changed = Signal()

    #: carries the part of the page, a widget, that is to be brought to the top
    part_wanted = Signal(object)

    step: ClassVar[StepId]

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    @property
    def beginning(self) -> QWidget:
        """Return the part in which the focus begins when the page is opened."""
        return self

    def show_assessment(self, assessment: Assessment) -> None:
        """Show ``assessment``; called after each change, also the page's own. Must not emit ``edited``."""
        raise NotImplementedError

    def problems(self) -> Sequence[Problem]:
        """Return what is to be mended; asked on Next, shown in the summary and beside the fields."""
        return ()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside its field; an empty sequence clears them."""

    def commit(self) -> None:
        """Emit what is still only in an editor (an open table cell) before the page is left."""
