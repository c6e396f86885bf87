"""The model behind every evidence grid: text as typed, values as read, and what must not be lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon, QPixmap

from readiness_gui.core.model import CohortRow
from readiness_gui.core.terms import Pole
from readiness_gui.ui.widgets.evidence_rows import cohort_spec, complaint_spec, interview_spec, window_spec
from readiness_gui.ui.widgets.grid_model import Bad, GridColumn, GridModel, GridSpec, Row

DISPLAY = Qt.ItemDataRole.DisplayRole


def number_spec(fewest_rows: int = 4, most_rows: int | None = None) -> GridSpec[int]:
    """Return a grid of a name and a whole number, of which the number is the value."""

    def from_row(row: Row) -> int | Bad:
        return int(row[1]) if row[1].isdecimal() else Bad(1)

    columns = (GridColumn("Name"), GridColumn("Count", number=True))
    return GridSpec(columns, lambda value: ["", str(value)], from_row, fewest_rows, most_rows)


@pytest.fixture
def model(qapp: object) -> GridModel[int]:
    return GridModel(number_spec())


def type_in(model: GridModel[int], row: int, column: int, text: str) -> None:
    assert model.setData(model.index(row, column), text)


def texts(model: GridModel[int], column: int = 1) -> list[str]:
    found = [str(model.index(row, column).data()) for row in range(model.rowCount())]
    while found and not found[-1]:
        found.pop()
    return found


def test_an_empty_row_waits_at_the_end(model: GridModel[int]) -> None:
    assert model.rowCount() == 4
    for row in range(4):
        type_in(model, row, 1, str(row))
    assert model.rowCount() == 5
    assert texts(model) == ["0", "1", "2", "3"], "nothing stands in the last"


def test_rows_stop_at_the_most(qapp: object) -> None:
    model = GridModel(number_spec(fewest_rows=1, most_rows=2))
    model.append([1, 2, 3])
    assert model.values == (1, 2)
    assert model.rowCount() == 2
    model.write([(1, 1, "9"), (2, 1, "10")])
    assert model.values == (1, 9)


def test_what_was_undone_comes_back_in_place_of_what_was_typed_over_it(model: GridModel[int]) -> None:
    model.show_values([10, 20, 30])
    type_in(model, 1, 1, "abc")
    assert model.values == (10, 30)
    model.show_values([10, 20, 30])
    assert texts(model) == ["10", "20", "30"]


def test_what_cannot_be_read_outlives_a_change_elsewhere(model: GridModel[int]) -> None:
    model.show_values([10, 20, 30])
    type_in(model, 3, 1, "abc")
    model.show_values([10, 20])
    assert texts(model) == ["10", "20", "abc"]
    assert [one.text for one in model.unreadable()] == ["abc"]


def test_typing_hand_over_by_hand_over_is_undone_as_one(model: GridModel[int]) -> None:
    model.show_values([10])
    for text in ("2", "24", "24x"):
        type_in(model, 1, 1, text)
    assert model.values == (10,)
    model.show_values([10, 2])
    assert texts(model) == ["10", "2"], "a value the row once had takes its place"


def test_the_same_values_change_nothing_on_screen(model: GridModel[int]) -> None:
    model.show_values([10, 20])
    type_in(model, 2, 1, "abc")
    type_in(model, 0, 0, "Ada")
    model.show_values([10, 20])
    assert texts(model, 0) == ["Ada"]
    assert texts(model) == ["10", "20", "abc"]


def test_forgetting_drops_everything(model: GridModel[int]) -> None:
    type_in(model, 0, 1, "abc")
    model.forget()
    assert not model.unreadable()
    assert texts(model) == []
    assert model.rowCount() == 4


def test_a_block_is_written_as_one_edit_and_grows_the_table(model: GridModel[int]) -> None:
    edits: list[str] = []
    model.edited.connect(edits.append)
    model.write((row, column, f"{row}{column}") for row in range(2, 7) for column in range(4))
    assert edits == [""]
    assert model.values == (21, 31, 41, 51, 61)
    assert model.columnCount() == 2, "what lies outside is left"
    assert model.rowCount() == 8


def test_writing_nothing_is_no_edit(model: GridModel[int]) -> None:
    edits: list[str] = []
    model.edited.connect(edits.append)
    model.write([(0, 5, "outside")])
    model.write([])
    assert not edits


def test_each_row_is_read_once_however_often_it_is_asked_for(qapp: object) -> None:
    reads: list[str] = []

    def from_row(row: Row) -> int | Bad:
        reads.append(row[0])
        return int(row[0])

    model = GridModel(GridSpec((GridColumn("Count"),), lambda value: [str(value)], from_row))
    model.append(range(2000))
    reads.clear()
    model.setData(model.index(7, 0), "70")
    for _ in range(5):
        assert len(model.values) == 2000
        assert not model.unreadable()
    model.show_values(model.values)
    assert reads == ["70"]


def test_a_cell_to_mend_has_a_mark_and_says_why(model: GridModel[int]) -> None:
    pixmap = QPixmap(8, 8)
    pixmap.fill(Qt.GlobalColor.black)
    model.set_glyph(QIcon(pixmap))
    type_in(model, 0, 0, "Ada")
    type_in(model, 0, 1, "abc")
    wrong, right = model.index(0, 1), model.index(0, 0)
    assert wrong.data(Qt.ItemDataRole.DecorationRole) is None, "nothing is marked while typing"
    model.mark({0: "“abc” cannot be read."})
    assert isinstance(wrong.data(Qt.ItemDataRole.DecorationRole), QIcon)
    assert wrong.data(Qt.ItemDataRole.ToolTipRole) == "“abc” cannot be read."
    assert wrong.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "“abc” cannot be read."
    assert right.data(Qt.ItemDataRole.DecorationRole) is None
    assert right.data(Qt.ItemDataRole.ToolTipRole) == "Ada", "a cell too narrow for its text tells it"
    assert model.marked_columns() == {1}
    assert model.headerData(0, Qt.Orientation.Vertical) == "! 1"
    type_in(model, 0, 1, "5")
    assert wrong.data(Qt.ItemDataRole.DecorationRole) is None, "mended is mended"


def test_new_columns_are_empty_and_bad_cells_stay(qapp: object) -> None:
    model = GridModel(cohort_spec("Started", "Users", 2))
    model.write([(0, 0, "2026-01"), (0, 1, "300"), (0, 2, "41 %"), (1, 0, "2026-02"), (1, 1, "many")])
    model.set_spec(cohort_spec("Started", "Users", 4))
    assert model.values == (CohortRow("2026-01", 300, (123,)),)
    assert model.index(0, 2).data() == "41 %"
    assert model.index(1, 1).data() == "many"
    assert model.index(0, 5).data() == ""


def test_the_longest_text_of_a_column_is_known(model: GridModel[int]) -> None:
    assert model.longest(0) == ""
    model.write([(0, 0, "Ada"), (1, 0, "Grace Hopper"), (2, 1, "1")])
    assert model.longest(0) == "Grace Hopper"


@pytest.mark.parametrize(
    ("word", "pole"), [("too little", Pole.LOW), ("low", Pole.LOW), ("HIGH", Pole.HIGH), ("0", Pole.NEUTRAL)]
)
def test_ends_are_read_in_the_words_of_sheets(word: str, pole: Pole) -> None:
    poles = {Pole.LOW: "too little", Pole.HIGH: "too much", Pole.NEUTRAL: "neutral"}
    spec = complaint_spec(("User", "Segment", "About", "Says", "Date", "Source"), poles)
    made = spec.from_row(["Ada", "new", "tone", word, "", ""])
    assert not isinstance(made, Bad)
    assert made.pole is pole
    assert isinstance(spec.from_row(["Ada", "new", "tone", "", "", ""]), Bad), "an end has to be given"


def test_a_size_not_given_is_shown_as_nothing() -> None:
    spec = cohort_spec("Started", "Users", 2)
    assert spec.to_row(CohortRow("2026-01", 0)) == ["2026-01", "", "", ""]


counts = st.integers(min_value=0, max_value=10**6)
labels = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0;"), max_size=12).map(str.strip)


@given(st.lists(st.builds(CohortRow, labels, counts, st.lists(counts, max_size=6).map(tuple)), max_size=5))
def test_cohorts_are_shown_and_read_back_unchanged(cohorts: list[CohortRow]) -> None:
    spec = cohort_spec("Started", "Users", 6)
    shown = [one for one in cohorts if any(cell.strip() for cell in spec.to_row(one))]
    assert [spec.from_row(spec.to_row(one)) for one in shown] == shown


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=12))
def test_windows_are_shown_and_read_back_unchanged(values: list[int]) -> None:
    spec = window_spec("Active", "now", "{count} before")
    assert [spec.from_row(spec.to_row(one)) for one in values] == values


@given(labels, st.lists(labels.filter(bool), max_size=4))
def test_interviews_are_shown_and_read_back_unchanged(user: str, profiles: list[str]) -> None:
    from readiness_gui.core.model import Interview

    spec = interview_spec("User", "Profiles")
    one = Interview(user, tuple(profiles))
    assert spec.from_row(spec.to_row(one)) == one


def test_there_are_no_children_of_a_cell(model: GridModel[int]) -> None:
    inside = model.index(0, 0)
    assert model.rowCount(inside) == model.columnCount(inside) == 0
    assert model.rowCount(QModelIndex()) == 4
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "empty"
    assert model.index(0, 0).data(DISPLAY) == ""
