"""The composition root of the window: puts the parts together, and hands storage to the screen."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from readiness_gui import __version__, paths
from readiness_gui.ui.settings import Settings
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.window import MainWindow

if TYPE_CHECKING:
    from types import TracebackType

    from readiness_gui.core.framework import Framework
    from readiness_gui.core.model import Assessment, Product
    from readiness_gui.storage.library import Library
    from readiness_gui.storage.product_file import ProductFile
    from readiness_gui.ui.messages import FaultReporter
    from readiness_gui.ui.restored import RestoredProduct
    from readiness_gui.ui.services import Services

SETTINGS_NAME = "settings.ini"


def build(arguments: Sequence[str] = ()) -> MainWindow:
    """Return the window, not shown, without entering the event loop.

    ``arguments`` are those of the command line (a file to open, ``--library DIR``). An application
    is made where there is none yet. Everything beyond the bare window is loaded after its first paint.
    """
    return _build(_options(list(arguments)))


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; return the exit status."""
    options = _options(list(sys.argv[1:] if argv is None else argv))
    application = _application(options)
    sys.excepthook = partial(_report_early, application)
    window = _build(options)
    window.furnished.connect(partial(_report_faults, application))
    window.show()
    return application.exec()


def _build(options: argparse.Namespace) -> MainWindow:
    application = _application(options)
    resources = paths.resources()
    settings = Settings(_config_folder() / SETTINGS_NAME)
    theme = Theme(application, resources, mode=settings.mode, percent=settings.percent)
    window = MainWindow(theme, settings, lambda: _prepare(options.library, resources))
    theme.setParent(window)
    first: Path | None = options.file or settings.last_product
    if first is not None and (options.file is not None or first.is_file()):
        window.open_path(first)
    return window


def warm_up() -> tuple[str, ...]:
    """Return the modules that are loaded after the first paint, what is needed first first."""
    from readiness_gui.core.terms import StepId  # the first window does not wait for it

    return (
        "readiness_gui.storage.library",
        "readiness_gui.evidence.assess",
        *(f"readiness_gui.ui.pages.{step}" for step in StepId),
        "readiness_gui.ui.portfolio_view",
        "readiness_gui.ui.history_view",
        "numpy",
        "numpy.random",
        "matplotlib.figure",
        "matplotlib.backends.backend_agg",
        "readiness_gui.evidence.imports",
        "_duckdb",
        "typst",
    )


class LazyLibrary:
    """The library, imported when it is first used (in the background), not when the window is built."""

    def __init__(self, folder: Path, framework: Framework) -> None:
        self.folder = folder
        self._framework = framework
        self._library: Library | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    @property
    def real(self) -> Library:
        """Return the library itself."""
        if self._library is None:
            from readiness_gui.storage.library import Library

            self._library = Library(self.folder, unpack=self._unpack, count=self._contradictions)
        return self._library

    def _contradictions(self, assessment: Assessment) -> int:
        from readiness_gui.core.contradictions import open_contradictions

        return len(open_contradictions(assessment, self._framework))

    def _unpack(self, path: Path) -> bytes:
        from readiness_gui.report.attached import product_file_in

        return product_file_in(path, self._framework)


def _prepare(folder: Path | None, resources: Path) -> Services:
    """Load what the window shows after its first paint; runs in the background."""
    import logging.handlers  # noqa: F401 - these are used next, on the screen's thread
    from datetime import UTC, datetime

    from PySide6.QtGui import QIcon  # noqa: F401

    import readiness_gui.ui.desk  # noqa: F401
    from readiness_gui.core import framework
    from readiness_gui.ui.services import Services

    texts = framework.load(resources / "framework" / "en.toml")
    library = LazyLibrary(folder or paths.default_library(), texts)
    return Services(
        framework=texts,
        library=library,
        product_bytes=_product_bytes,
        open_any=lambda path: _open_any(library, path, texts),
        load_sample=lambda: _load_sample(library, resources),
        resources=resources,
        log_folder=_log_folder(),
        today=lambda: datetime.now(UTC).astimezone().date(),
        gather=lambda found: _gather(found, texts),
        write_copy=_write_copy,
        warm_up=warm_up(),
    )


def _application(options: argparse.Namespace) -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if options.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication(sys.argv[:1])
    application.setApplicationName(paths.APP_NAME)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("readiness-gui")
    return application


def _report_faults(application: QApplication) -> FaultReporter:
    """Show what goes wrong from now on; its parts are loaded in the background by the time of the call."""
    from readiness_gui.ui.messages import FaultReporter

    reporter = FaultReporter(_log_folder(), application)
    reporter.install()
    return reporter


def _report_early(
    application: QApplication, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show what goes wrong before the window is furnished."""
    _report_faults(application).handle(kind, error, trace)


def _options(arguments: list[str]) -> argparse.Namespace:
    """Return what the command line asks for; where it is empty no parser is made for it."""
    if not arguments:
        return argparse.Namespace(file=None, library=None, offscreen=False)
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="readiness-gui", description="Is it time to personalize?")
    parser.add_argument("file", nargs="?", type=Path, help="a .readiness file or a roadmap PDF")
    parser.add_argument("--library", type=Path, metavar="DIR", help="the folder of products")
    parser.add_argument("--offscreen", action="store_true", help="start without a screen")
    return parser


def _product_bytes(product: Product) -> bytes:
    from readiness_gui.storage.codec import product_bytes

    return product_bytes(product)


def _write_copy(path: Path, product: Product) -> None:
    from readiness_gui.storage.product_file import write_copy

    write_copy(path, product)


def _open_any(library: LazyLibrary, path: Path, texts: Framework) -> ProductFile | RestoredProduct:
    """Open a product file where it is; what a roadmap PDF carries can be looked at until it is saved."""
    if path.suffix.lower() == ".pdf":
        return _restored(path, texts)
    return library.real.open(path)


def _restored(path: Path, texts: Framework) -> RestoredProduct:
    """Return the product a PDF carries, checked as any file from elsewhere is.

    Raises:
        ReportError: the PDF cannot be read or carries no product file.
        StorageError: what it carries is no product, or was changed since.

    """
    from readiness_gui.core.errors import StorageError
    from readiness_gui.report.attached import product_file_in
    from readiness_gui.storage import codec
    from readiness_gui.storage.product_file import content_of
    from readiness_gui.ui.restored import RestoredProduct

    data = product_file_in(path, texts)
    try:
        content = content_of(codec.parse(data))
    except codec.NewerSchemaError:
        raise
    except StorageError as flaw:
        raise StorageError(texts.phrase("opening.damaged", name=path.name)) from flaw
    reason = content.reason or texts.phrase("opening.restored", name=path.name)
    return RestoredProduct(content.product, path, reason)


def _gather(files: Sequence[Path], texts: Framework) -> tuple[Sequence[object], Sequence[object]]:
    from readiness_gui.report.attached import product_file_in
    from readiness_gui.storage.gathering import gather

    return gather(files, lambda path: product_file_in(path, texts))


def _load_sample(library: LazyLibrary, resources: Path) -> Path:
    source = next((resources / "samples").glob("*.readiness"), None)
    if source is None:
        from readiness_gui.core.errors import StorageError

        raise StorageError("The worked example is missing from this installation. Install Readiness again.")
    return library.real.import_file(source)


def _config_folder() -> Path:
    """Return the platform's folder for settings; Qt knows it, so nothing is imported for it."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place) / paths.APP_NAME


def _log_folder() -> Path:
    from platformdirs import user_log_path

    return user_log_path(paths.APP_NAME, appauthor=False)
