"""For events that live in a warehouse: the query to run there, and the way back for its result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from readiness_gui.evidence.warehouse import Dialect, Query, TimeKind, write_query
from readiness_gui.ui.newest import Newest, Work
from readiness_gui.ui.page import PageContext
from readiness_gui.ui.tasks import Cancel, Progress
from readiness_gui.ui.widgets.basics import UNIT, button, column, label, row
from readiness_gui.ui.widgets.disclosure import Disclosure
from readiness_gui.ui.widgets.plan_fields import Field

if TYPE_CHECKING:
    from readiness_gui.core.terms import Cadence

#: what people call them
NAMES = {
    Dialect.POSTGRES: "PostgreSQL",
    Dialect.BIGQUERY: "BigQuery",
    Dialect.SNOWFLAKE: "Snowflake",
    Dialect.REDSHIFT: "Redshift",
    Dialect.DATABRICKS: "Databricks",
    Dialect.SPARK: "Spark",
    Dialect.CLICKHOUSE: "ClickHouse",
    Dialect.DUCKDB: "DuckDB",
    Dialect.SQLITE: "SQLite",
}
#: how long the typing has to rest, in milliseconds
REST = 100


class WarehouseQuery(QWidget):
    """Folded away until it is wanted; the query follows every key."""

    #: carries the text of a result that was copied from the warehouse's screen
    pasted = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest = Newest(context.tasks, REST, self)
        self.cadence: Cadence | None = None
        self._dialect = QComboBox()
        self._dialect.setObjectName("warehouse_dialect")
        self._dialect.setAccessibleName(self.tr("Which warehouse"))
        for dialect in Dialect:
            self._dialect.addItem(NAMES[dialect], dialect)
        self._dialect.currentIndexChanged.connect(self._on_changed)
        self._table = self._line("warehouse_table", self.tr("Table of events"), "analytics.events")
        self._user = self._line("warehouse_user", self.tr("Column of users"), "user_id")
        self._time = self._line("warehouse_time", self.tr("Column of times"), "created_at")
        self._zoned = QCheckBox(self.tr("Its times carry a time zone"))
        self._zoned.setObjectName("warehouse_zoned")
        self._zoned.setAccessibleName(self._zoned.text())
        self._zoned.toggled.connect(self._on_changed)
        self._query = QPlainTextEdit()
        self._query.setObjectName("warehouse_query")
        self._query.setAccessibleName(self.tr("Query to run in the warehouse"))
        self._query.setReadOnly(True)
        self._query.setTabChangesFocus(True)
        self._query.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._query.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._query.setFixedHeight(24 * UNIT)
        self._copy = button(self.tr("Copy the query"), "warehouse_copy")
        self._copy.clicked.connect(lambda: QApplication.clipboard().setText(self._query.toPlainText()))
        self._paste = button(
            self.tr("Paste its result"),
            "warehouse_paste",
            hint=self.tr("Takes the rows from the clipboard, with their header"),
        )
        self._paste.clicked.connect(lambda: self.pasted.emit(QApplication.clipboard().text()))
        self.fold = Disclosure(self.tr("My events are in a warehouse"), "warehouse", self._body())
        self.fold.opened.connect(self._on_changed)
        self._newest.done.connect(self._query.setPlainText)
        self.setLayout(column(self.fold))

    def _body(self) -> QWidget:
        made = QWidget()
        tools = row(self._copy, self._paste, spacing=1)
        tools.addStretch(1)
        made.setLayout(
            column(
                label(
                    self.tr(
                        "Run this query there, export all of its rows as CSV, and import that file above, or "
                        "copy the rows with their header and paste them. It holds counts only, no users, "
                        "and gives the same numbers as the events themselves."
                    ),
                    "muted",
                ),
                Field(self.tr("Which warehouse"), self._dialect),
                Field(self.tr("Table of events"), self._table),
                Field(self.tr("Column of users"), self._user),
                Field(self.tr("Column of times"), self._time),
                self._zoned,
                self._query,
                tools,
                spacing=1,
            )
        )
        return made

    def _line(self, name: str, accessible: str, example: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        made.setPlaceholderText(example)
        made.textChanged.connect(self._on_changed)
        return made

    def _on_changed(self) -> None:
        """Write the query anew, in the background."""
        if self.fold.is_open:
            self._newest.ask(self._work)

    def _work(self) -> Work:
        words = [
            field.text().strip() or field.placeholderText() for field in (self._table, self._user, self._time)
        ]
        return partial(
            _written,
            Dialect(self._dialect.currentData()),
            Query(
                table=words[0].strip(".") or self._table.placeholderText(),
                user=words[1],
                time=words[2],
                kind=TimeKind.ZONED if self._zoned.isChecked() else TimeKind.PLAIN,
                cadence=self.cadence,
            ),
        )


def _written(dialect: Dialect, query: Query, *, progress: Progress, cancel: Cancel) -> str:
    del progress, cancel  # it takes a moment only
    return write_query(query, dialect)
