"""Where resources, the library and settings are, in a checkout and in a bundle alike."""

from __future__ import annotations

import sys
from pathlib import Path

APP_NAME = "Readiness"


def resources() -> Path:
    """Return the folder of the shipped resources."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"


def default_library() -> Path:
    """Return the folder where products are kept unless ``--library`` names another."""
    from platformdirs import user_data_path  # not needed before the library is

    return user_data_path(APP_NAME, appauthor=False) / "products"
