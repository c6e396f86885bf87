"""How reports are made on this machine: a company's colour and logo are chosen once, not for each product."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from readiness_gui.report.options import DEFAULT, LOGO_LIMIT, Paper, Part, ReportOptions
from readiness_gui.ui.settings import Settings

#: the logo's file beside the settings; the picture is small and plain already
LOGO = "report-logo.png"
PNG = b"\x89PNG\r\n\x1a\n"


class ReportMemory:
    """Reads and keeps the options; what is missing or damaged reads as its default."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def options(self) -> ReportOptions:
        """Return what was chosen last."""
        try:
            kept = json.loads(self._settings.report)
            return _options(kept, self._logo() if kept.get("logo") else None)
        except (ValueError, TypeError, AttributeError):
            return DEFAULT

    def keep(self, options: ReportOptions) -> None:
        """Remember a choice; a logo that cannot be written is left out of what is remembered."""
        kept: dict[str, Any] = {
            "without": sorted(set(Part) - options.sections),
            "language": options.language,
            "paper": options.paper.value,
            "confidential": options.confidential,
            "without_notes": options.without_notes,
            "accent": options.accent,
            "logo": self._keep_logo(options.logo),
        }
        self._settings.report = json.dumps(kept)

    @property
    def _path(self) -> Path:
        return self._settings.folder / LOGO

    def _logo(self) -> bytes | None:
        try:
            data = self._path.read_bytes()
        except OSError:
            return None
        return data if data.startswith(PNG) and len(data) <= LOGO_LIMIT else None

    def _keep_logo(self, logo: bytes | None) -> bool:
        if logo is None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            return False
        try:
            if self._logo() != logo:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.write_bytes(logo)
        except OSError:
            return False
        return True


def _options(kept: dict[str, Any], logo: bytes | None) -> ReportOptions:
    """Return the options kept; a part that a later version added is in.

    Raises:
        ValueError, TypeError: a value makes no sense.

    """
    return ReportOptions(
        sections=frozenset(part for part in Part if part.value not in kept.get("without", ())),
        language=str(kept.get("language", DEFAULT.language)),
        paper=Paper(kept.get("paper", DEFAULT.paper.value)),
        confidential=kept.get("confidential") is True,
        without_notes=kept.get("without_notes") is True,
        logo=logo,
        accent=str(kept.get("accent", DEFAULT.accent)),
    )
