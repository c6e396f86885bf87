"""``python -m tests.storage.saver FILE``: save in a loop and say so after each save, until killed."""

from __future__ import annotations

import sys
from pathlib import Path

from readiness_gui.storage.product_file import ProductFile
from tests.storage.products import note_of, with_note

#: makes the write long enough for a kill to fall into it
FILLING = "evidence " * 40_000


def main(path: Path) -> None:
    """Count up in the note of the product, one save each."""
    file = ProductFile.open(path)
    if file.read_only:
        sys.stdout.write("read-only\n")
        return
    number = int(note_of(file.product).split()[0])
    while True:
        number += 1
        file.save(with_note(file.product, f"{number} {FILLING}"))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
