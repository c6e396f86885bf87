"""The sentences of storage, read once from the framework's folder.

Storage must be able to say what is wrong before (and whether or not) the framework itself
was loaded, so it reads its own file of sentences.
"""

from __future__ import annotations

import errno
from functools import cache

from readiness_gui import paths
from readiness_gui.core.errors import FrameworkError, StorageError
from readiness_gui.core.framework_check import read_phrases
from readiness_gui.core.told import Told
from readiness_gui.core.toml_reader import TomlReader

#: error number of the system -> the end of a sentence in ``storage.toml``
_CAUSES = {
    errno.ENOSPC: "no_space",
    errno.EDQUOT: "no_space",
    errno.EACCES: "no_rights",
    errno.EPERM: "no_rights",
    errno.EROFS: "read_only_disk",
    errno.ENOENT: "gone",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder",
    errno.ENAMETOOLONG: "long_name",
    errno.EEXIST: "no_folder",
    errno.EFBIG: "too_big",
    errno.EIO: "bad_disk",
}


@cache
def _sentences() -> dict[str, str]:
    return dict(read_phrases(TomlReader(paths.resources() / "framework" / "en" / "storage.toml")))


def say(key: str, **values: object) -> str:
    """Return the sentence ``storage.KEY`` with its placeholders filled; values are never templates.

    Raises:
        FrameworkError: there is no such sentence, or it asks for a value that is not given.

    """
    try:
        return Told(_sentences()[f"storage.{key}"].format(**values), f"storage.{key}", values)
    except (KeyError, IndexError) as error:
        raise FrameworkError(f"The sentence storage.{key} is missing or asks for too much.") from error


def error(key: str, **values: object) -> StorageError:
    """Return the error that carries the sentence ``storage.KEY``."""
    return StorageError(say(key, **values))


def system_error(key: str, cause: OSError, **values: object) -> StorageError:
    """Return the error for a failed call of the system: the sentence ``KEY`` with its ``{cause}``."""
    name = _CAUSES.get(cause.errno or 0)
    words = say(f"cause.{name}") if name else (cause.strerror or type(cause).__name__)
    return error(key, cause=words, **values)
