"""A sentence that is said again in another language, with what was put into it."""

from __future__ import annotations

import pytest

from readiness_gui import paths
from readiness_gui.core.errors import StorageError
from readiness_gui.core.framework import Framework
from readiness_gui.core.languages import in_language
from readiness_gui.core.told import Told, told_by, told_in

LIMIT = Told("The file is larger than 3 MB.", "storage.too_large", {"limit": 3})


@pytest.fixture
def german() -> Framework:
    return in_language("de", paths.resources())


def test_it_is_a_text_as_any_other() -> None:
    assert LIMIT == "The file is larger than 3 MB."
    assert f"{LIMIT}!".endswith("MB.!")


def test_it_is_said_again_with_its_values(german: Framework) -> None:
    assert told_in(LIMIT, german) == german.phrase("storage.too_large", limit=3)


def test_a_sentence_within_a_sentence_is_said_again_too(german: Framework) -> None:
    inner = german.phrase("storage.too_large", limit=3)
    for problem in (LIMIT, StorageError(LIMIT)):
        outer = Told("“x” is of no use.", "storage.bad_file", {"name": "x", "problem": problem})
        assert told_in(outer, german) == german.phrase("storage.bad_file", name="x", problem=inner)


def test_what_remembers_nothing_or_has_no_sentence_stays(german: Framework) -> None:
    assert told_in("The disk is full.", german) == "The disk is full."
    assert told_in(Told("Nobody knows.", "storage.nowhere", {}), german) == "Nobody knows."
    assert told_in(Told("Too large.", "storage.too_large", {}), german) == "Too large."


def test_an_error_gives_its_sentence_as_it_was_made() -> None:
    assert told_by(StorageError(LIMIT)) is LIMIT
    assert told_by(StorageError("plain")) == "plain"
    assert told_by(OSError(2, "gone")) == "[Errno 2] gone"
    assert told_by(StorageError()) == ""
