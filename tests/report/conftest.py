"""Keeps the report's fixtures in one place."""

from __future__ import annotations

import pytest

from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Product
from tests import worked


@pytest.fixture
def product(framework: Framework) -> Product:
    return worked.product(framework)
