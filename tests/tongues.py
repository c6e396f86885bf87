"""A tiny second language for tests: a framework file and a folder that say a few things otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

from readiness_gui import paths
from readiness_gui.core.framework import FALLBACK

CODE = "de"

#: what the framework file says in the language; all else is missing
FILE = """
idea = "Erst wenn Nutzer sich unterscheiden."

[signals.diversity]
name = "Verschiedene Nutzer"

[verdicts.GO_2]
title = "Jetzt Segmente bauen"

[rules.B1]
why = "Ohne Passung verstärkt sich nichts."

[[playbook]]
month = 1
tasks = [{ id = "instrument-tracking", title = "Festhalten, wie verschieden Nutzer sind" }]
"""
FOLDER = {
    "language": 'name = "Deutsch"\n[numbers]\ndecimal = ","\nthousands = "."\npercent = " %"\n',
    "core": '[months]\n3 = "März"\n[words]\ndate = "{day}. {month} {year}"\nand = " und "\n',
    "report": '[words]\non_page = "Seite"\n[timeline]\ntitle = "Die nächsten 90 Tage"\n',
    "evidence": '[diversity]\npresent = "{often} Profile bei {users} Nutzern; Abdeckung {coverage}."\n',
}


def english_only(folder: Path) -> Path:
    """Return a resources folder without any language beside English."""
    made = folder / "resources"
    texts = paths.resources() / "framework"
    (made / "framework").mkdir(parents=True)
    shutil.copytree(texts / FALLBACK, made / "framework" / FALLBACK)
    shutil.copy(texts / f"{FALLBACK}.toml", made / "framework")
    (made / "report").symlink_to(paths.resources() / "report")
    (made / "samples").symlink_to(paths.resources() / "samples")
    return made


def resources_with(folder: Path, file: str = FILE, sentences: dict[str, str] | None = None) -> Path:
    """Return a resources folder with English and a second language, by default ``FILE`` and ``FOLDER``."""
    made = english_only(folder)
    (made / "framework" / f"{CODE}.toml").write_text(file, encoding="utf-8")
    own = made / "framework" / CODE
    own.mkdir()
    for name, text in (FOLDER if sentences is None else sentences).items():
        (own / f"{name}.toml").write_text(text, encoding="utf-8")
    return made
