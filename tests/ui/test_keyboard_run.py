"""A complete run with the keyboard alone, in a real window on a virtual screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness_gui.core.terms import StepId


@pytest.fixture
def display() -> Iterator[str]:
    """Start a virtual screen and return its name."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    screen = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as stream:
        number = stream.readline().strip()
    yield f":{number}"
    screen.terminate()
    screen.wait()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the virtual screen is an X server")
def test_from_the_first_window_to_the_pdf_by_keys_alone(display: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.keyboard_run", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["platform"] == "xcb"
    assert outcome["steps"] == [step.value for step in StepId]
    assert set(outcome["statuses"].values()) == {"present"}
    assert outcome["symptoms"] == 5
    assert outcome["pdf"] == "%PDF-"
