"""Lets go of what typst remembers, so that a program that exports all day does not grow.

Typst keeps the results of a compile until some later compiles had no use for them. Compiles of an
empty page, a millisecond each, make them old; then the freed memory is given back to the system.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Compiler

#: compiles without use after which typst drops a result, and one to be sure
ALL = 12
#: as many leave the results of the compile before, for a preview that changes in one place only
ALL_BUT_LAST = 5
EMPTY = "empty.typ"


def forget(compiler: Compiler, folder: Path, compiles: int = ALL) -> None:
    """Have typst drop old results; ``folder`` is the compiler's root."""
    page = folder / EMPTY
    page.write_text("#set page(width: 1pt, height: 1pt, margin: 0pt)", encoding="utf-8")
    for _ in range(compiles):
        compiler.compile(page, format="svg")
    if sys.platform == "linux":
        _give_back()


def _give_back() -> None:
    """Return freed memory to the system; only the C library of most Linux systems needs to be told."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
