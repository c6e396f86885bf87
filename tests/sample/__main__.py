"""Writes the worked example as it is shipped: ``python -m tests.sample``."""

from __future__ import annotations

from readiness_gui import paths
from readiness_gui.core import framework
from readiness_gui.storage import atomic, codec
from tests.sample import story

if __name__ == "__main__":
    texts = framework.load(paths.resources() / "framework" / "en.toml")
    folder = paths.resources() / "samples"
    folder.mkdir(exist_ok=True)
    atomic.write_atomic(folder / f"{story.NAME}.readiness", codec.product_bytes(story.product(texts)))
