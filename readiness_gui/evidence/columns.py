"""Which column of a table plays which role: named by the user, else guessed by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from readiness_gui.core.errors import BadInputError
from readiness_gui.core.phrases import Phrases

#: kind of table -> the columns it needs, and those it may have
ROLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "events": (("user", "time"), ("event",)),
    "interviews": (("user", "profile"), ()),
    "complaints": (("user", "segment", "axis", "pole"), ("date", "source")),
    "ranking": (("participant", "option", "rank"), ()),
    "gate": (("segment", "arm", "month", "users", "retained"), ()),
}
#: names that columns go by, by role; compared without case, spaces, dots, dashes and underscores
NAMES: Mapping[str, Sequence[str]] = {
    "user": (
        "user",
        "userid",
        "uid",
        "distinctid",
        "anonymousid",
        "accountid",
        "customerid",
        "customer",
        "visitorid",
    ),
    "time": (
        "time",
        "timestamp",
        "date",
        "datetime",
        "ts",
        "eventtime",
        "createdat",
        "occurredat",
        "day",
        "at",
    ),
    "event": ("event", "eventname", "action", "type", "eventtype"),
    "profile": ("profile", "profiles", "needprofile", "need", "needs", "tags"),
    "segment": ("segment", "group", "cohort"),
    "axis": ("axis", "topic", "about", "subject"),
    "pole": ("pole", "direction", "says"),
    "date": ("date", "day"),
    "source": ("source", "channel"),
    "participant": ("participant", "person", "voter", "name"),
    "option": ("option", "priority", "choice"),
    "rank": ("rank", "place", "position"),
    "arm": ("arm", "variant", "branch"),
    "month": ("month", "period"),
    "users": ("users", "n", "size", "total"),
    "retained": ("retained", "stayed", "returned", "kept"),
}


def guess_columns(
    columns: Sequence[str],
    roles: Sequence[str],
    given: Mapping[str, str | None],
    path: Path,
    phrases: Phrases,
) -> dict[str, str]:
    """Return the column of each role: as given, else by its name.

    Raises:
        BadInputError: a named column is not there, or none fits a role.

    """
    shown = ", ".join(columns[:12])
    guessed = optional_columns(columns, roles)
    found: dict[str, str] = {}
    for role in roles:
        wanted = given.get(role)
        if wanted is not None:
            if wanted not in columns:
                words = {"file": path.name, "column": wanted, "columns": shown}
                raise BadInputError(phrases.phrase("import.column", **words))
            found[role] = wanted
        elif role in guessed:
            found[role] = guessed[role]
        else:
            raise BadInputError(phrases.phrase("import.guess", file=path.name, role=role, columns=shown))
    return found


def optional_columns(columns: Sequence[str], roles: Sequence[str]) -> dict[str, str]:
    """Return the columns of roles that may be missing."""
    plain = {_plain(column): column for column in reversed(columns)}
    names = {role: next((plain[one] for one in NAMES[role] if one in plain), None) for role in roles}
    return {role: name for role, name in names.items() if name is not None}


def is_known(column: str) -> bool:
    """Tell whether a column has one of the names by which roles are guessed."""
    return _plain(column) in _KNOWN


def _plain(name: str) -> str:
    return "".join(one for one in name.casefold() if one.isalnum())


_KNOWN = frozenset(one for names in NAMES.values() for one in names)
