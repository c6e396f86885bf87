"""Products with a history made by hand, and how a test opens and reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)

from readiness_gui.core.model import Assessment, Product
from readiness_gui.core.terms import Status
from readiness_gui.storage import codec
from tests.core.make import claimed, with_users
from tests.ui.driver_history import HistoryVerbs


def opened(driver: HistoryVerbs, folder: Path, made: Product) -> HistoryVerbs:
    path = folder / "made.readiness"
    path.write_bytes(codec.product_bytes(made))
    driver.open(path)
    return driver


def dated(day: date, name: str, *, present: bool = True) -> Assessment:
    status = Status.PRESENT if present else Status.ABSENT
    return replace(with_users(claimed(status), 300), as_of=day, id=name)


def many(number: int, step: int = 30) -> Product:
    first = date(2020, 1, 6)
    all_of_them = tuple(
        dated(first + timedelta(days=step * at), f"a{at}", present=bool(at % 2)) for at in range(number)
    )
    return Product(id="p", name="Acme", created=datetime(2020, 1, 6, tzinfo=UTC), assessments=all_of_them)


def words(driver: HistoryVerbs, part: str) -> list[str]:
    return [one.text() for one in driver.find(QWidget, part).findChildren(QLabel) if one.isVisible()]
