"""``readiness-gui sample``: the worked example as a file of its own."""

from __future__ import annotations

from pathlib import Path

from readiness_gui import paths
from readiness_gui.core.errors import BadInputError


def write_sample(folder: Path) -> Path:
    """Write the worked example into ``folder``, made if need be, and return the file.

    An example that is there already and was not changed is left as it is.

    Raises:
        ReadinessError: a file is in the way, or the folder cannot be written.

    """
    from readiness_gui.storage import atomic
    from readiness_gui.storage.messages import system_error

    source = next((paths.resources() / "samples").glob("*.readiness"))
    target = folder / source.name
    data = source.read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if target.exists():
            if target.read_bytes() == data:
                return target
            raise BadInputError(
                f"{target}: there is another file of that name; move it, or name another folder."
            )
        atomic.write_atomic(target, data)
    except OSError as cause:
        raise system_error("not_saved", cause, name=target) from cause
    return target
