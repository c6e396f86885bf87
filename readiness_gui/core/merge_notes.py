"""Notes of several people become one text that says who wrote what."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def joined(texts: Sequence[tuple[str, str]], known: Collection[str]) -> str:
    """Return the notes one below the other, each with its writer; what another contains is not repeated.

    ``known`` are the names of all people: a note that already begins with one is not signed again.
    """
    kept: list[tuple[str, str]] = []
    for who, text in texts:
        if any(_contains(other, text) for _, other in kept):
            continue
        kept = [(name, other) for name, other in kept if not _contains(text, other)]
        kept.append((who, text))
    if len(kept) == 1:
        return kept[0][1]
    return "\n\n".join(text if _signed(text, known) else f"{who}: {text}" for who, text in kept)


def _contains(whole: str, part: str) -> bool:
    """Tell whether the lines of ``part`` stand in ``whole`` together, be it behind a writer's name."""
    lines, wanted = whole.strip().splitlines(), part.strip().splitlines()
    if not wanted:
        return True
    for at in range(len(lines) - len(wanted) + 1):
        head = lines[at] == wanted[0] or lines[at].endswith(f": {wanted[0]}")
        if head and lines[at + 1 : at + len(wanted)] == wanted[1:]:
            return True
    return False


def _signed(text: str, known: Collection[str]) -> bool:
    return any(text.startswith(f"{name}: ") for name in known if name)
