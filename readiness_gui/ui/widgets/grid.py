"""A grid as in a spreadsheet: typed, pasted, copied, cleared and completed by keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QPainter, QPalette, QPixmap, QResizeEvent
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

from readiness_gui.ui.widgets.glyphs import paint_attention
from readiness_gui.ui.widgets.grid_model import GridModel, Index

#: what is typed in an open cell is taken over after this, in milliseconds
LIVE_MS = 300
#: how many rows are measured for the width of a column, and the widest it gets, in characters
MEASURED, WIDEST = 200, 24
#: a grid grows with its rows up to this many, then it scrolls: the finding below stays within reach
MOST_VISIBLE = 24
#: widths in characters: of a text however short, of a text however long, of a number where there is room
LEAST_TEXT, MOST_TEXT, MOST_NUMBER = 8, 26, 12
#: what the frame of a cell takes of its width and height, in pixels
RIM_X, RIM_Y = 20, 12


class Grid(QTableView):
    """As high as its rows, within limits; ``pasted`` carries the text of the clipboard."""

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
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit)
        model.modelReset.connect(self._fit)
        model.rowsInserted.connect(self._fit)
        model.headerDataChanged.connect(lambda *_: self._later.start(0))
        self._fit()

    def selected_rows(self) -> list[int]:
        """Return the rows in which something is selected."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def commit(self) -> None:
        """Take over what is typed in an open cell, and close it."""
        for editor in self._editors():
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def discard(self) -> None:
        """Close an open cell without taking over what is typed in it."""
        for editor in self._editors():
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, copy, clear, fill down, and go down with Enter as in a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._selected_text())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._grid.write([(at.row(), at.column(), "") for at in self.selectedIndexes()])
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
        self._later.start(0)
        if self._entered:
            self._entered = False
            self._go_down()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._later.start(0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high and columns as wide as the font needs, and the mark in the colour of text."""
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and hasattr(self, "_later"):
            self._later.start(0)

    def _editors(self) -> list[QWidget]:
        inside = self.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [one for one in inside if isinstance(one, QLineEdit | QComboBox) and not one.isHidden()]

    def _go_down(self) -> None:
        at = self.currentIndex()
        if at.isValid() and at.row() + 1 < self._grid.rowCount():
            self.setCurrentIndex(at.siblingAtRow(at.row() + 1))

    def _selected_text(self) -> str:
        chosen = {(at.row(), at.column()): str(at.data()) for at in self.selectedIndexes()}
        rows = sorted({row for row, _ in chosen})
        columns = sorted({column for _, column in chosen})
        return "\n".join("\t".join(chosen.get((row, one), "") for one in columns) for row in rows)

    def _fill_down(self) -> None:
        """Repeat the first chosen row of each column below; of a single cell, the one above it."""
        rows = self.selected_rows()
        first = rows[0] - (len(rows) == 1) if rows else -1
        if first >= 0:
            chosen = [at for at in self.selectedIndexes() if at.row() != first]
            self._grid.write([(at.row(), at.column(), str(at.siblingAtRow(first).data())) for at in chosen])

    def _fit(self) -> None:
        size = self.fontMetrics().ascent()
        self.setIconSize(QSize(size, size))
        self._grid.set_glyph(_attention(self.palette(), size))
        self._fit_columns()
        header = self.horizontalHeader()
        height = max(self.fontMetrics().lineSpacing() + RIM_Y, self.verticalHeader().minimumSectionSize())
        self.verticalHeader().setDefaultSectionSize(height)
        rows = min(self._grid.rowCount(), MOST_VISIBLE)
        wanted = rows * height + header.sizeHint().height() + 2 * self.frameWidth() + 2
        if header.length() > self.viewport().width():
            wanted += self.horizontalScrollBar().sizeHint().height()
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def _fit_columns(self) -> None:
        """Give each column what it needs, and share out what is left by weight."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns = self._grid.spec.columns
        marked, mark = self._grid.marked_columns(), self.iconSize().width() + RIM_X // 4
        needs = [self._needed(place) + mark * (place in marked) for place in range(len(columns))]
        spare = max(self.viewport().width() - sum(needs), 0) / max(sum(one.weight for one in columns), 1)
        most_number = self._characters(MOST_NUMBER)
        for place, column in enumerate(columns):
            width = needs[place] + int(spare * column.weight)
            if column.number:
                width = max(needs[place], min(width, most_number))
            header.resizeSection(place, width)

    def _needed(self, place: int) -> int:
        """Return the width of a column's title and of its longest text, within limits."""
        title = self.horizontalHeader().sectionSizeHint(place)
        text = self.fontMetrics().horizontalAdvance(self._grid.longest(place)) + RIM_X
        if not self._grid.spec.columns[place].number:
            text = max(text, self._characters(LEAST_TEXT))
        return max(title, min(text, self._characters(MOST_TEXT)))

    def _characters(self, count: int) -> int:
        return self.fontMetrics().horizontalAdvance("0") * count + RIM_X


def _attention(palette: QPalette, size: int) -> QIcon:
    """Return the mark of a cell that cannot be read, in the colours of text and ground."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    text, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    paint_attention(painter, QRectF(0, 0, size, size), text, ground)
    painter.end()
    return QIcon(picture)


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
