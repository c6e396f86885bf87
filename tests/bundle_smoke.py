"""``python -m tests.bundle_smoke FOLDER``: does the built bundle write the sample, export it, and start?"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUESTION = {
    "signals": dict.fromkeys(
        ("pmf", "diversity", "generic_failure", "active_users", "retention_priority"), "present"
    ),
    "active_users": 240,
    "top_priority": "retention",
    "stage": 1,
    "segment_detection": True,
}


def main(folder: Path) -> int:
    """Try the bundle and print what was found."""
    program = folder / ("readiness-gui.exe" if os.name == "nt" else "readiness-gui")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        checks = {
            "decides": decides(program),
            "writes the sample": call(program, "sample", str(scratch)),
            "exports its PDF": exports(program, scratch),
            "starts and stays": starts(program, scratch),
        }
    for check, passed in checks.items():
        print(f"bundle {check}: {'yes' if passed else 'NO'}")
    failed = sum(not passed for passed in checks.values())
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


def call(program: Path, *arguments: str) -> bool:
    """Run the bundle's command line and show what it said if it failed."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, file=sys.stderr)
    return done.returncode == 0


def decides(program: Path) -> bool:
    """Ask one question whose answer is known."""
    done = subprocess.run(
        [program, "decide"], input=json.dumps(QUESTION), capture_output=True, text=True, check=False
    )
    return done.returncode == 0 and json.loads(done.stdout)["verdict"] == "GO_2"


def exports(program: Path, scratch: Path) -> bool:
    """Export the sample's PDF: the same bytes as from a checkout."""
    product = next(scratch.glob("*.readiness"), None)
    target = scratch / "roadmap.pdf"
    if product is None or not call(program, "export", str(product), "--pdf", str(target)):
        return False
    ours = scratch / "checkout.pdf"
    command = [sys.executable, "-m", "readiness_gui", "export", str(product), "--pdf", str(ours)]
    subprocess.run(command, check=True)
    return target.stat().st_size > 50_000 and target.read_bytes() == ours.read_bytes()


def starts(program: Path, scratch: Path) -> bool:
    """Start the window without a screen, with the sample, and end it after five seconds."""
    product = next(scratch.glob("*.readiness"), scratch)
    process = subprocess.Popen(
        [program, "--offscreen", "--library", scratch, product], stderr=subprocess.PIPE, text=True
    )
    time.sleep(5)
    alive = process.poll() is None
    if alive:
        process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    faults = [line for line in said.splitlines() if "Traceback" in line or "Error" in line]
    if not alive or faults:
        print(said, file=sys.stderr)
    return alive and not faults


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
