"""Merging from the menu, from home and by dropping: reads the files, asks, and takes the result over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from readiness_gui.core.merge_words import MergeWords
from readiness_gui.core.merging import Merged, Pick, Side, labels, merge, resolve
from readiness_gui.core.model import Product
from readiness_gui.ui.merge_dialog import MergeDialog, MergeFiles, joined_problems
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.services import Services
from readiness_gui.ui.session import Session
from readiness_gui.ui.tasks import Tasks


class MergeCommands(QObject):
    """At most one merge at a time; the originals are never written to."""

    #: carries the ``Path`` of a product made by merging
    made = Signal(object)
    #: carries the sentence for the user
    refused = Signal(str)
    #: carries what was done, in words
    merged = Signal(str)
    #: a merge begins or its files are read
    changed = Signal()

    def __init__(
        self,
        window: QMainWindow,
        services: Services,
        tasks: Tasks,
        session: Callable[[], Session | None],
        context: Callable[[Session | None], PageContext],
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._tasks = window, services, tasks
        self._session, self._context = session, context
        self._running = 0
        self.dialog: MergeDialog | None = None

    @property
    def busy(self) -> bool:
        """Tell whether files are being read or the result is being written."""
        return self._running > 0

    def ask(self) -> None:
        """Ask for the files to merge."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._window, self.tr("Files to merge"), "", self.tr("Products and roadmaps (*.readiness *.pdf)")
        )
        if names:
            self.start([Path(name) for name in names])

    def start(self, paths: Sequence[Path]) -> None:
        """Read the files and show what was found; an open product is one of them."""
        if self.dialog is not None or self.busy:
            return
        session = self._session()
        wanted = list(paths)
        if session is not None and session.path.resolve() not in {path.resolve() for path in wanted}:
            wanted.insert(0, session.path)
        self._run(self._services.gather, wanted, done=self._on_gathered)

    def _on_gathered(self, result: tuple[Sequence[Any], Sequence[Any]]) -> None:
        read, unread = list(result[0]), result[1]
        session = self._session()
        if session is not None:
            read.sort(key=lambda one: one.path.resolve() != session.path.resolve())
        problems = joined_problems([(one.path, one.reason) for one in unread])
        framework = self._services.framework
        if len(read) < 2:
            self.refused.emit(" ".join((*problems, framework.phrase("merge.doubt.alone"))))
            return
        newer = [framework.phrase("merge.doubt.newer", name=one.path.name) for one in read if one.reason]
        names = labels([one.product for one in read], [one.path.stem for one in read])
        sides = [Side(name, one.product, one.earlier) for name, one in zip(names, read, strict=True)]
        into = ""
        if session is not None:
            sides[0] = replace(sides[0], product=session.product)
            into = "" if session.read_only else session.product.name
        paths = tuple(one.path for one in read)
        self._open(MergeFiles(tuple(sides), paths, (*problems, *newer), into), session)

    def _open(self, files: MergeFiles, session: Session | None) -> None:
        dialog = MergeDialog(files, self._context(session), self._window)
        dialog.agreed.connect(lambda merged, picks: self._on_agreed(merged, picks, into=bool(files.into)))
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None
        self.changed.emit()

    def _on_agreed(self, merged: Merged, picks: dict[str, Pick], *, into: bool) -> None:
        session = self._session()
        if into and session is not None:
            self._put_into(session, merged, picks)
        else:
            self._run(lambda found: self._create(self._settled(found, picks)), merged, done=self.made.emit)

    def _put_into(self, session: Session, merged: Merged, picks: dict[str, Pick]) -> None:
        """Merge with the product as it is now: findings may have come in since the files were compared."""
        now = session.product

        def work(product: Product) -> Product:
            sides = (replace(merged.sides[0], product=product), *merged.sides[1:])
            again = merge(sides, merged.pairing)
            return self._settled(again if _asks_the_same(again, merged) else merged, picks)

        def done(made: Product) -> None:
            if session is not self._session():
                return
            if session.product != now:
                self._put_into(session, merged, picks)
                return
            session.adopt(made)
            count = len(merged.sides) - 1
            told = self.tr("Merged with one file") if count == 1 else self.tr("Merged with {count} files")
            self.merged.emit(told.format(count=count))

        self._run(work, now, done=done)

    def _settled(self, merged: Merged, picks: dict[str, Pick]) -> Product:
        today = self._services.today()
        drafts = tuple(one for side in merged.sides for one in side.product.assessments)
        return resolve(merged, picks, MergeWords(self._services.framework, today, drafts), today)

    def _create(self, product: Product) -> Path:
        file = self._services.library.create(product)
        file.close()
        path: Path = file.path
        return path

    def _run(self, function: Callable[..., Any], value: object, *, done: Callable[[Any], None]) -> None:
        self._running += 1
        self.changed.emit()

        def finish(result: Any) -> None:
            self._running -= 1
            done(result)
            self.changed.emit()

        self._tasks.run(function, value, done=finish, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._running -= 1
        self.refused.emit(str(error))
        self.changed.emit()


def _asks_the_same(one: Merged, other: Merged) -> bool:
    """Tell whether what was picked for one merge means the same in the other."""
    asked = [
        [(conflict.key, [option.who for option in conflict.options]) for conflict in merged.conflicts]
        for merged in (one, other)
    ]
    return asked[0] == asked[1]
