"""``python -m readiness_gui`` and the installed command."""

from __future__ import annotations

from readiness_gui.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
