"""A folder of product files, and every way to get one, copy one or have one back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from readiness_gui.core.errors import StorageError
from readiness_gui.core.model import Product, new_id
from readiness_gui.core.portfolio import ProductSummary
from readiness_gui.storage import atomic, codec, history
from readiness_gui.storage.history import Version
from readiness_gui.storage.lock import held
from readiness_gui.storage.messages import error, say, system_error
from readiness_gui.storage.names import SUFFIX, free_path, safe_stem, time_for_name
from readiness_gui.storage.product_file import ProductFile, content_of, read_product
from readiness_gui.storage.summary import Count, summarize
from readiness_gui.storage.tiny import read_file
from readiness_gui.storage.trash import Trash, TrashedProduct

#: returns the product file that another kind of file (a roadmap PDF) carries
Unpack = Callable[[Path], bytes]


class Library:
    """The products in one folder. The folder is made when something is first put into it."""

    def __init__(self, folder: Path, *, unpack: Unpack | None = None, count: Count | None = None) -> None:
        self.folder = folder
        self._unpack = unpack
        self._count = count
        self._trash = Trash(folder)
        self._known: dict[Path, tuple[tuple[int, int], ProductSummary]] = {}

    def list(self) -> tuple[ProductSummary, ...]:
        """Return a line for each product file, last changed first; a bad file has its problem in it.

        Raises:
            StorageError: the folder itself is no folder or cannot be read.

        """
        found = self._files()
        atomic.sweep(self.folder)
        self._known = {path: known for path, known in self._known.items() if path in found}
        summaries = [self._summary(path) for path in found]
        return tuple(sorted(summaries, key=lambda one: one.modified, reverse=True))

    def create(self, product: Product) -> ProductFile:
        """Write a new file, named after the product, and open it.

        Raises:
            StorageError: the folder cannot be written.

        """
        self.prepare()
        return ProductFile.create(self._free(product.name), product)

    def open(self, path: Path) -> ProductFile:
        """Open a product file, of this folder or another.

        Raises:
            DamagedFileError: it holds no readable product; the error names the version to restore.
            StorageError: it is not there, or may not be read.

        """
        return ProductFile.open(path)

    def duplicate(self, path: Path) -> Path:
        """Copy a product under a new name and return where the copy is.

        Raises:
            StorageError: it cannot be read, or the copy cannot be written.

        """
        product = read_product(path)
        return self._add(replace(product, id=new_id(), name=say("copy_name", name=product.name)))

    def rename(self, path: Path, name: str) -> Path:
        """Give a product, and its file with it, another name; return where it is now.

        Raises:
            StorageError: the name is empty, or the file is open elsewhere or cannot be written.

        """
        if not name.strip():
            raise error("empty_name")
        file = ProductFile.open(path)
        try:
            file.save(replace(file.product, name=name.strip()))
        finally:
            file.close()
        if safe_stem(name) == file.path.stem:
            return file.path
        return self._moved(file.path, self._free(name))

    def trash(self, path: Path) -> TrashedProduct:
        """Put a product, readable or not, into the trash; its versions go with it.

        Raises:
            StorageError: it is open elsewhere or cannot be moved.

        """
        with held(path, "not_moved"):
            pass
        return self._trash.put(path)

    def trashed(self) -> tuple[TrashedProduct, ...]:
        """Return what is in the trash, last deleted first."""
        return self._trash.entries()

    def restore(self, entry: TrashedProduct) -> Path:
        """Bring a product back from the trash and return where it is.

        Raises:
            StorageError: it is gone or cannot be moved.

        """
        self.prepare()
        return self._trash.take(entry, self._free(entry.path.stem))

    def versions(self, path: Path) -> tuple[Version, ...]:
        """Return the earlier versions of a product file, newest first."""
        return history.versions(path)

    def restore_version(self, path: Path, version: Version) -> Path:
        """Put an earlier version in the place of a product file.

        What stands there now is kept: as a version where it is readable, else set aside under a
        name of its own.

        Raises:
            StorageError: the file is open elsewhere, or the version itself is not readable.

        """
        data = read_file(version.path)
        try:
            content_of(codec.parse(data))
        except StorageError as flaw:
            raise error("no_version", name=path.name) from flaw
        with held(path, "not_moved"):
            aside = None
            try:
                aside = self._put_away(path)
                atomic.write_atomic(path, data)
            except OSError as cause:
                if aside is not None and not path.exists():
                    aside.replace(path)
                raise system_error("not_restored", cause, name=path.name) from cause
        return path

    def import_file(self, path: Path) -> Path:
        """Copy a product file from elsewhere, or the one a roadmap PDF carries, and return the copy.

        A product that is here already, with the very same content, is not copied again.

        Raises:
            StorageError: it cannot be read or holds no product.

        """
        data = read_file(path)
        if self._unpack is not None and data.startswith(b"%PDF"):
            data = self._unpack(path)
        try:
            product = codec.product_from_bytes(data)
        except StorageError as flaw:
            raise error("bad_file", name=path.name, problem=flaw) from flaw
        return self._same(product) or self._add(product)

    def prepare(self) -> None:
        """Make the folder if it is not there.

        Raises:
            StorageError: a file is in its place, or it cannot be made.

        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError as cause:
            raise error("folder_is_file", folder=self.folder) from cause
        except OSError as cause:
            raise system_error("folder_unwritable", cause, folder=self.folder) from cause

    def _files(self) -> tuple[Path, ...]:
        try:
            return tuple(one for one in self.folder.iterdir() if one.suffix == SUFFIX and one.name[0] != ".")
        except FileNotFoundError:
            return ()
        except NotADirectoryError as cause:
            raise error("folder_is_file", folder=self.folder) from cause
        except OSError as cause:
            raise system_error("folder_unreadable", cause, folder=self.folder) from cause

    def _summary(self, path: Path) -> ProductSummary:
        """Return the line for a file; one that did not change since is not read again."""
        try:
            found = path.stat()
        except OSError:
            return summarize(path)
        stamp = (found.st_mtime_ns, found.st_size)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = self._known[path] = (stamp, summarize(path, self._count))
        return known[1]

    def _free(self, name: str) -> Path:
        """Return a path that no file has, also where upper and lower case are the same."""
        taken = {one.name.casefold() for one in self._files()}

        def is_taken(path: Path) -> bool:
            return path.name.casefold() in taken or path.exists() or bool(history.versions(path))

        return free_path(self.folder, safe_stem(name), is_taken)

    def _add(self, product: Product) -> Path:
        file = self.create(product)
        file.close()
        return file.path

    def _same(self, product: Product) -> Path | None:
        for path in self._files():
            with contextlib.suppress(StorageError):
                if codec.product_from_bytes(read_file(path)) == product:
                    return path
        return None

    def _put_away(self, path: Path) -> Path | None:
        """Keep what stands in a file; return where it was set aside, ``None`` where it is a version now."""
        if not path.exists():
            return None
        now = datetime.now(UTC)
        if summarize(path).problem is None:
            history.keep_final(path, now)
            return None
        stem = say("damaged_stem", stem=path.stem, time=time_for_name(now))
        return path.replace(free_path(path.parent, stem, Path.exists, f"{SUFFIX}.damaged"))

    def _moved(self, path: Path, target: Path) -> Path:
        try:
            path.replace(target)
        except OSError as cause:
            raise system_error("not_moved", cause, name=path.name) from cause
        history.move(path, target)
        return target
