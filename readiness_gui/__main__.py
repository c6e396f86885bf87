"""``python -m readiness_gui`` and the installed command."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from readiness_gui.cli.main import main, unwritten


def run() -> NoReturn:
    """Do what the command line says, and end the process.

    Where no window was shown, nothing is left to take down piece by piece (files are closed, threads
    are done), which would take longer than some commands do.
    """
    status = main()
    if "PySide6.QtWidgets" in sys.modules:
        raise SystemExit(status)
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has had enough
        pass
    except OSError as error:
        status = unwritten(error)
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
