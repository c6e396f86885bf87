"""Small products for the tests of storage."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from readiness_gui.core.model import Assessment, Product, new_product
from readiness_gui.core.terms import SignalId, Status


def a_product(name: str = "Quill") -> Product:
    """Return a product with one draft."""
    return new_product(name, date(2026, 3, 2), "1.0")


def with_note(product: Product, note: str) -> Product:
    """Return the product with a note in its latest assessment."""
    latest = product.assessments[-1]
    return product.with_assessment(replace(latest, context_note=note))


def note_of(product: Product) -> str:
    """Return the note that :func:`with_note` set."""
    return product.assessments[-1].context_note


def answered(product: Product, **statuses: Status) -> Product:
    """Return the product with signals claimed."""
    latest: Assessment = product.assessments[-1]
    for name, status in statuses.items():
        latest = latest.with_signal(SignalId(name), claimed=status)
    return product.with_assessment(latest)


def edit_file(path: Path, change: Any) -> None:
    """Rewrite a file in place, as another program would."""
    tables = json.loads(path.read_bytes())
    change(tables)
    path.write_text(json.dumps(tables), encoding="utf-8")
