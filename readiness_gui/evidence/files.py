"""What a file is before anything takes it apart: its format and encoding, its digest, whether it stays.

A text that is not UTF-8 is read from a copy that is, in our temporary folder.
"""

from __future__ import annotations

import codecs
import contextlib
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases

if TYPE_CHECKING:
    import hashlib

#: bytes looked at to tell what a file is
SAMPLE = 1 << 20
#: bytes read at a time
BLOCK = 1 << 20
#: bytes of a line beyond which a file is no table: duckdb would leave such a line out without a word
LONGEST_LINE = 2_000_000
#: characters of a name that a sentence has room for
SHOWN = 100
#: a share of NUL at every other byte above which a text is UTF-16 without a mark
WIDE = 0.3
_TABLES = {".jsonl", ".ndjson", ".json"}


class Cancel(Protocol):
    """Asked now and then whether to go on."""

    def check(self) -> None:
        """Raise to stop."""

    @property
    def requested(self) -> bool:
        """Tell whether to stop."""


class Format(StrEnum):
    """What has to read a file."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Head:
    """What the first bytes of a file tell; ``text`` is what they say, empty where the file is no text."""

    format: Format
    encoding: str = ""
    text: str = ""
    #: the sample was all of the file
    whole: bool = False


def head_of(path: Path, phrases: Phrases) -> Head:
    """Return what a file is.

    Raises:
        BadInputError: it is not there, empty, or no table of any kind.

    """
    check_file(path, phrases)
    try:
        with path.open("rb") as stream:
            head = stream.read(SAMPLE)
    except OSError as error:
        raise BadInputError(phrases.phrase("import.rights", file=path.name)) from error
    if not head.strip():
        raise BadInputError(phrases.phrase("import.empty", file=path.name))
    if head.startswith(b"PAR1"):
        return Head(Format.PARQUET)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return Head(Format.WORKBOOK)
    encoding = _encoding(head)
    if encoding is None:
        raise BadInputError(phrases.phrase("import.binary", file=path.name))
    whole = len(head) < SAMPLE
    text = codecs.getincrementaldecoder(encoding)().decode(head, final=whole).removeprefix("\ufeff")
    if not text.strip():
        raise BadInputError(phrases.phrase("import.empty", file=path.name))
    kind = Format.JSON if path.suffix.lower() in _TABLES else Format.CSV
    return Head(kind, encoding, text, whole)


def check_file(path: Path, phrases: Phrases) -> None:
    """See that a path leads to a file: reading a pipe would wait for ever.

    Raises:
        BadInputError: there is none, or it is something else.

    """
    try:
        str(path).encode()
        mode = path.stat().st_mode
    except UnicodeEncodeError as error:
        raise BadInputError(phrases.phrase("import.name", file=path.name)) from error
    except PermissionError as error:
        raise BadInputError(phrases.phrase("import.rights", file=path.name)) from error
    except (OSError, ValueError) as error:
        raise BadInputError(phrases.phrase("import.missing", file=path.name[:SHOWN])) from error
    if stat.S_ISDIR(mode):
        raise BadInputError(phrases.phrase("import.folder", file=path.name or path))
    if not stat.S_ISREG(mode):
        raise BadInputError(phrases.phrase("import.special", file=path.name))


def _encoding(head: bytes) -> str | None:
    """Return the encoding of a text, ``None`` where it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in head:
        for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if head[start::2].count(0) > WIDE * len(head) and not head[1 - start :: 2].count(0):
                return encoding
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < SAMPLE)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def utf8_copy(path: Path, head: Head, scratch: Path, cancel: Cancel | None) -> Path:
    """Return a copy of a text as UTF-8 whose lines all end with LF.

    Raises:
        UnicodeError: its bytes are not of the encoding.

    """
    made = scratch / "text"
    with path.open(encoding=head.encoding) as source, made.open("w", encoding="utf-8", newline="") as target:
        while block := source.read(BLOCK):
            if cancel is not None:
                cancel.check()
            target.write(block)
    return made


@contextlib.contextmanager
def scratch_folder(path: Path, phrases: Phrases) -> Iterator[Path]:
    """Make a folder for what does not fit into memory; it is gone afterwards.

    Raises:
        BadInputError: there is no room for it.

    """
    try:
        made = Path(tempfile.mkdtemp(prefix="readiness-import-"))
    except OSError as error:
        raise BadInputError(phrases.phrase("import.space", file=path.name)) from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def state_of(path: Path) -> tuple[int, int, int] | None:
    """Return what tells whether a file is still the same, ``None`` where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


class Digest(threading.Thread):
    """The SHA-256 of a file, computed beside the reading of it; sees what a sample did not."""

    def __init__(self, path: Path, phrases: Phrases, *, text: bool, hashed: bool) -> None:
        super().__init__(name="import-digest")
        self._path, self._phrases, self._text = path, phrases, text
        self._before = state_of(path)
        self._digest = _sha256() if hashed else None
        self._stopped = threading.Event()
        #: what makes the file no table after all: the key of a sentence
        self._wrong = ""
        self._line = 0

    def run(self) -> None:
        """Read the file to its end, or until stopped, or until it is no table."""
        with contextlib.suppress(OSError), self._path.open("rb") as stream:
            while not (self._stopped.is_set() or self._wrong) and (block := stream.read(BLOCK)):
                if self._digest is not None:
                    self._digest.update(block)
                if self._text:
                    self._look(block)

    def _look(self, block: bytes) -> None:
        """Look for what the sample at the beginning did not show."""
        end = block.find(b"\n")
        self._line += len(block) if end < 0 else end
        if b"\0" in block:
            self._wrong = "import.binary"
        elif self._line > LONGEST_LINE and b"\r" not in block:
            self._wrong = "import.line"
        if end >= 0:
            self._line = len(block) - block.rfind(b"\n") - 1

    def stop(self) -> None:
        """End early and wait."""
        self._stopped.set()
        if self.ident is not None:
            self.join()

    def result(self) -> str:
        """Wait for the end and return the digest, empty where none was asked for.

        Raises:
            BadInputError: the file was changed meanwhile, or is no table after all.

        """
        self.join()
        if state_of(self._path) != self._before:
            gone = state_of(self._path) is None
            key = "import.vanished" if gone else "import.changed"
            raise BadInputError(self._phrases.phrase(key, file=self._path.name))
        if self._wrong:
            raise BadInputError(self._phrases.phrase(self._wrong, file=self._path.name))
        return self._digest.hexdigest() if self._digest is not None else ""


def _sha256() -> hashlib._Hash:
    import hashlib  # not needed by whoever keeps nothing

    return hashlib.sha256()
