"""Why the system refused, in words a person can act on."""

from __future__ import annotations

import errno
import os

import pytest

from readiness_gui.core.errors import FrameworkError, StorageError
from readiness_gui.storage.messages import error, say, system_error


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "you do not have the rights to it"),
        (errno.EPERM, "you do not have the rights to it"),
        (errno.EROFS, "the disk can only be read"),
        (errno.ENOENT, "its folder is no longer there"),
        (errno.ENOTDIR, "a file stands where a folder is needed"),
        (errno.EISDIR, "a folder has that name"),
        (errno.ENAMETOOLONG, "the name is too long"),
        (errno.EFBIG, "the file is larger than the disk or your account allows"),
        (errno.EIO, "the disk reports an error"),
    ],
)
def test_each_cause_says_what_to_do_next(number: int, words: str) -> None:
    made = system_error("not_saved", OSError(number, os.strerror(number)), name="a.readiness")
    assert isinstance(made, StorageError)
    start = f"“a.readiness” was not saved: {words}; "
    assert str(made).startswith(start), "what it is, then what to do"
    assert os.strerror(number) not in str(made), "not in the words of the system"
    assert str(made).endswith(". What was saved before is unharmed.")


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (OSError(errno.EPIPE, "Broken pipe"), "Broken pipe"),
        (OSError("told by a library"), "OSError"),
        (ConnectionError(), "ConnectionError"),
    ],
)
def test_a_cause_without_words_of_ours_is_said_as_far_as_it_is_known(cause: OSError, words: str) -> None:
    assert str(system_error("unreadable", cause, name="a")) == f"“a” cannot be read: {words}."


def test_what_is_filled_in_is_never_a_template() -> None:
    assert say("copy_name", name="{0} {name} {{") == "{0} {name} {{ (copy)"
    assert "{x}" in str(error("bad_file", name="{x}", problem="p"))


@pytest.mark.parametrize("key", ["no.such.key", "not_saved"])
def test_a_sentence_that_is_missing_or_asks_for_more_is_a_fault_of_ours(key: str) -> None:
    with pytest.raises(FrameworkError, match=f"The sentence storage.{key} is missing or asks for too much"):
        say(key)
