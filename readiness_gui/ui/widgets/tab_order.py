"""Where Tab goes: through the controls as they are read, whenever they were made.

Qt goes in the order in which controls came into the window, so that what is made later, a row of a list
or a whole page, would come after everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def tab_on(roots: Iterable[QWidget], *, forward: bool) -> bool:
    """Put the focus on the next control inside ``roots``, or the one before; return whether there is one."""
    here = QApplication.focusWidget()
    order = [one for root in roots for one in in_reading_order(root)]
    at = here
    while at is not None and at not in order:
        at = at.parentWidget()
    place = order.index(at) if at is not None else -1
    ring = [*order[place + 1 :], *order[: max(place, 0)]] if forward else _backward(order, place)
    for one in ring:
        if takes_tab(one) and not _together(one, here):
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            one.setFocus(reason)
            _bring_in_sight(one)
            return True
    return False


def first_control(part: QWidget) -> QWidget | None:
    """Return the first control inside ``part`` that Tab would reach, of a group the chosen one."""
    return next((one for one in in_reading_order(part) if takes_tab(one)), None)


def takes_tab(widget: QWidget) -> bool:
    """Tell whether Tab stops here; of a group of buttons only at the chosen one, else at the first."""
    wants = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive():
        chosen = group.checkedButton() or next((one for one in group.buttons() if one.isVisible()), None)
        wants = widget is chosen
    return wants and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def in_reading_order(root: QWidget) -> Iterator[QWidget]:
    """Yield ``root`` and what is inside it, as the layouts have it from above."""
    yield root
    if isinstance(root, QStackedWidget):
        parts = [root.currentWidget()]
    elif isinstance(root, QSplitter):
        parts = [root.widget(place) for place in range(root.count())]
    elif isinstance(root, QScrollArea):
        parts = [root.widget()]
    else:
        parts = list(widgets_in(root.layout()))
    for part in parts:
        if part is not None:
            yield from in_reading_order(part)


def widgets_in(layout: QLayout | None) -> Iterator[QWidget]:
    """Yield the widgets of a layout and of those inside it, as they are read."""
    if layout is None:
        return
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: layout.getItemPosition(place)[:2])  # type: ignore[index]  # stubs: object
    for place in places:
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from widgets_in(item.layout())


def _backward(order: list[QWidget], place: int) -> list[QWidget]:
    return [*order[: max(place, 0)][::-1], *order[place + 1 :][::-1]]


def _together(one: QWidget, other: QWidget | None) -> bool:
    """Tell whether two buttons are of one group: the arrow keys go from one to the other, Tab leaves them."""
    if not isinstance(one, QAbstractButton) or not isinstance(other, QAbstractButton):
        return False
    return one.group() is not None and one.group() is other.group() and one.group().exclusive()


def _bring_in_sight(widget: QWidget) -> None:
    """Scroll so that a control can be seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
