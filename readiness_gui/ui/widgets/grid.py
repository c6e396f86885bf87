"""A grid as in a spreadsheet: typed, pasted, copied, cleared and completed by keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from readiness_gui.ui.widgets.grid_model import GridModel, Index

#: what is typed in an open cell is taken over after this, in milliseconds
LIVE_MS = 300


class Grid(QTableView):
    """All rows in sight, the page scrolls; ``pasted`` carries the text of the clipboard."""

    pasted = Signal(str)

    def __init__(
        self, name: str, accessible: str, model: GridModel[Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self._grid = model
        self._entered = False
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(model, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self._fit)
        model.rowsInserted.connect(self._fit)
        self._fit()

    def selected_rows(self) -> list[int]:
        """Return the rows in which something is selected."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def commit(self) -> None:
        """Take over what is typed in an open cell, and close it."""
        for editor in self.viewport().findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            if isinstance(editor, QLineEdit | QComboBox) and not editor.isHidden():
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, copy, clear, and go down with Enter as in a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._selected_text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._grid.clear_cells([(at.row(), at.column()) for at in self.selectedIndexes()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # an open cell is taken over and closed first, see closeEditor
            self._entered = self.state() is QAbstractItemView.State.EditingState
            if not self._entered:
                self._go_down()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down where Enter closed the cell."""
        super().closeEditor(editor, hint)
        if self._entered:
            self._entered = False
            self._go_down()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as the font needs."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._fit()

    def _go_down(self) -> None:
        at = self.currentIndex()
        if at.isValid() and at.row() + 1 < self._grid.rowCount():
            self.setCurrentIndex(at.siblingAtRow(at.row() + 1))

    def _selected_text(self) -> str:
        chosen = {(at.row(), at.column()): str(at.data()) for at in self.selectedIndexes()}
        rows = sorted({row for row, _ in chosen})
        columns = sorted({column for _, column in chosen})
        return "\n".join("\t".join(chosen.get((row, one), "") for one in columns) for row in rows)

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns = self._grid.spec.columns
        unit = max(self.viewport().width() / max(sum(one.weight for one in columns), 1), 1)
        for place, column in enumerate(columns):
            lines = column.title.split("\n")
            words = max(self.fontMetrics().horizontalAdvance(line) for line in lines) + 20
            least = words if column.number else self.fontMetrics().horizontalAdvance("00000000")
            header.resizeSection(place, max(int(unit * column.weight), words, least))
        height = max(self.fontMetrics().lineSpacing() + 12, self.verticalHeader().minimumSectionSize())
        self.verticalHeader().setDefaultSectionSize(height)
        wanted = self._grid.rowCount() * height + header.sizeHint().height() + 2 * self.frameWidth() + 2
        if header.length() > self.viewport().width():
            wanted += self.horizontalScrollBar().sizeHint().height()
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)


class _CellDelegate(QStyledItemDelegate):
    """Editors that hand over what is typed while it is typed, complete words, and offer choices."""

    def __init__(self, model: GridModel[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._grid = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a field, or a list where there is something to choose."""
        column = self._grid.spec.columns[index.column()]
        if column.choices:
            box = QComboBox(parent)
            box.addItems(["", *column.choices])
            box.setAccessibleName(column.title)
            box.activated.connect(lambda _: self.commitData.emit(box))
            return box
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setAccessibleName(column.title.replace("\n", " "))
            self._hand_over(editor)
            if column.complete:
                editor.setCompleter(
                    _WordCompleter(self._grid.words(index.column()), column.separator, editor)
                )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell, unless it is being typed in."""
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(text)))
        elif isinstance(editor, QLineEdit) and editor.text() != text:
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take over what the editor holds."""
        text = editor.currentText() if isinstance(editor, QComboBox) else None
        if isinstance(editor, QLineEdit):
            text = editor.text()
        if text is not None:
            model.setData(index, text)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Hand nothing over any more: the cell is closed."""
        for timer in editor.findChildren(QTimer):
            timer.stop()
        super().destroyEditor(editor, index)

    def _hand_over(self, editor: QLineEdit) -> None:
        timer = QTimer(editor)
        timer.setSingleShot(True)
        timer.setInterval(LIVE_MS)
        timer.timeout.connect(lambda: self.commitData.emit(editor))
        editor.textEdited.connect(lambda _: timer.start())


class _WordCompleter(QCompleter):
    """Completes the last of several words in a field."""

    def __init__(self, words: list[str], separator: str, parent: QLineEdit) -> None:
        super().__init__(parent)
        self.setModel(QStringListModel(words, self))
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self._separator = separator

    def splitPath(self, path: str) -> list[str]:
        """Return the word that is being typed."""
        return [path.split(self._separator)[-1].strip()] if self._separator else [path]

    def pathFromIndex(self, index: Index) -> str:
        """Return the field's text with the chosen word in the place of the one typed."""
        word = str(index.data())
        editor = self.parent()
        if not self._separator or not isinstance(editor, QLineEdit):
            return word
        before = [part.strip() for part in editor.text().split(self._separator)[:-1]]
        return f"{self._separator} ".join([*before, word])
