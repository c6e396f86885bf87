"""The pages as pictures: as many as the PDF has, as large as asked for, headings where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from readiness_gui.core.errors import CancelledError, ReportError
from readiness_gui.report import pdf, preview
from readiness_gui.report.blocks import Document
