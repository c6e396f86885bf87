"""Dates in the words of the user's locale."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale


def short_day(locale: QLocale, day: date) -> str:
    """Return day and month, such as "2 Mar"."""
    return locale.toString(_to_qt(day), "d MMM")


def long_day(locale: QLocale, day: date) -> str:
    """Return day, month and year, such as "2 Mar 2026"."""
    return locale.toString(_to_qt(day), "d MMM yyyy")


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
