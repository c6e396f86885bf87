"""A file of texts is read into its shape, or refused with the place and what was expected there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_gui.core.errors import FrameworkError
from readiness_gui.core.toml_reader import TomlReader, merged


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    name: str
    size: float = 1.0
    note: str | None = None


@dataclass(frozen=True)
class Tree:
    height: int
    evergreen: bool
    leaves: tuple[Leaf, ...]
    by_colour: Mapping[Colour, Leaf]
    by_year: Mapping[int, str]
    main: Colour = Colour.RED


GOOD: dict[str, Any] = {
    "height": 3,
    "evergreen": False,
    "leaves": [{"name": "a", "size": 2}, {"name": "b", "note": "n"}],
    "by_colour": {"blue": {"name": "x"}, "red": {"name": "y"}},
    "by_year": {"2026": "dry"},
    "main": "blue",
}


@pytest.fixture
def reader(tmp_path: Path) -> TomlReader:
    return TomlReader(tmp_path / "tree.toml")


def test_a_table_becomes_its_dataclass(reader: TomlReader) -> None:
    tree = reader.record(Tree, GOOD)
    assert tree.leaves == (Leaf("a", 2.0), Leaf("b", note="n"))
    assert type(tree.leaves[0].size) is float
    assert list(tree.by_colour) == [Colour.RED, Colour.BLUE], "in the order of the words, not of the file"
    assert tree.by_year == {2026: "dry"}
    assert tree.main is Colour.BLUE


def test_what_is_given_does_not_stand_in_the_file(reader: TomlReader) -> None:
    assert reader.record(Leaf, {"size": 4}, name="given") == Leaf("given", 4.0)
    with pytest.raises(FrameworkError, match="key name: there is no such key, only size, note"):
        reader.record(Leaf, {"name": "a"}, name="given")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"height": "3"}, "key height: expected a whole number, found '3'."),
        ({"height": True}, "key height: expected a whole number, found True."),
        ({"height": 3.0}, "key height: expected a whole number, found 3.0."),
        ({"evergreen": 1}, "key evergreen: expected true or false, found 1."),
        ({"leaves": {}}, "key leaves: expected a list, found a table."),
        ({"leaves": [{"name": " "}]}, "key leaves[0].name: expected a text that is not empty, found ' '."),
        ({"leaves": [{"name": "a"}, {}]}, "key leaves[1].name: expected a text, it is missing."),
        ({"leaves": [{"name": "a", "size": "x"}]}, "key leaves[0].size: expected a number, found 'x'."),
        ({"leaves": [3]}, "key leaves[0]: expected a table, found 3."),
        ({"by_colour": {"red": {"name": "y"}}}, "key by_colour.blue: expected a table, it is missing."),
        (
            {"by_colour": {"green": {"name": "y"}}},
            "by_colour.green: there is no such key, only red, blue.",
        ),
        ({"by_colour": []}, "key by_colour: expected a table, found a list."),
        ({"by_year": {"x": "a"}}, "key by_year.x: expected a whole number as the key's name, found 'x'."),
        ({"main": "green"}, "key main: expected one of red, blue, found 'green'."),
        ({"wide": 1}, "key wide: there is no such key, only height, evergreen, leaves"),
        ({"height": "9" * 80}, "found '" + "9" * 56 + "…."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(reader: TomlReader, change: dict[str, Any], words: str) -> None:
    with pytest.raises(FrameworkError) as caught:
        reader.record(Tree, GOOD | change)
    assert str(caught.value).startswith("tree.toml, key ")
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["height", "evergreen", "leaves", "by_colour", "by_year"])
def test_what_is_missing_is_named(reader: TomlReader, name: str) -> None:
    with pytest.raises(FrameworkError, match=f"key {name}: expected .*, it is missing"):
        reader.record(Tree, {key: value for key, value in GOOD.items() if key != name})


def test_what_may_be_missing_has_its_default(reader: TomlReader) -> None:
    assert reader.record(Leaf, {"name": "a"}) == Leaf("a", 1.0, None)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file or directory; put the file back."),
        (b"\xff\xfe\x00", "is not text in UTF-8; save it as UTF-8."),
        (b"a = \n", "is not valid TOML: "),
        (b"a = 1\na = 2\n", "is not valid TOML: "),
    ],
)
def test_a_file_that_cannot_be_loaded_is_said(reader: TomlReader, content: bytes | None, words: str) -> None:
    if content is not None:
        reader.path.write_bytes(content)
    with pytest.raises(FrameworkError) as caught:
        reader.load()
    assert words in str(caught.value)
    assert str(reader.path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_does_not_matter(reader: TomlReader) -> None:
    reader.path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert reader.load() == {"a": 1}


# -- a language over another -----------------------------------------------------------------------------


def test_a_part_says_otherwise_table_by_table() -> None:
    whole = {"a": {"b": 1, "c": 2}, "d": [1, 2, 3], "e": "x"}
    part = {"a": {"c": 3}, "d": [9], "f": 1}
    assert merged(whole, part) == {"a": {"b": 1, "c": 3}, "d": [9], "e": "x", "f": 1}
    assert whole == {"a": {"b": 1, "c": 2}, "d": [1, 2, 3], "e": "x"}, "the whole is as it was"


@pytest.mark.parametrize("key", ["id", "use", "month"])
def test_entries_that_say_which_they_are_go_to_their_like(key: str) -> None:
    whole = {"list": [{key: "a", "t": 1, "u": 1}, {key: "b", "t": 2}, {key: "c", "t": 3}]}
    part = {"list": [{key: "c", "t": 30}, {key: "a", "t": 10}]}
    assert merged(whole, part)["list"] == [
        {key: "a", "t": 10, "u": 1},
        {key: "b", "t": 2},
        {key: "c", "t": 30},
    ]


def test_entries_without_a_sign_go_by_place_or_take_all() -> None:
    assert merged({"l": [{"t": 1, "u": 1}, "x"]}, {"l": [{"t": 2}, "y"]})["l"] == [{"t": 2, "u": 1}, "y"]
    assert merged({"l": [{"t": 1}]}, {"l": [{"t": 2}, {"t": 3}]})["l"] == [{"t": 2}, {"t": 3}]
    assert merged({"l": [{"id": "a"}]}, {"l": [{"id": "z", "t": 1}]})["l"] == [{"id": "z", "t": 1}]


tables = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
).filter(lambda found: isinstance(found, dict))


@given(tables, tables)
def test_nothing_but_what_the_part_names_changes(whole: Any, part: Any) -> None:
    made = merged(whole, part)
    assert merged(whole, {}) == whole
    assert merged(whole, whole) == whole
    assert merged(made, part) == made, "said twice is said once"
    assert made.keys() == whole.keys() | part.keys()
    for key in whole.keys() - part.keys():
        assert made[key] == whole[key]
