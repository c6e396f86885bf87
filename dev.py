#!/usr/bin/env python3
"""Everything a developer does: run, test, bundle, bench, shots. Standard library only.

The first call makes ``.venv`` beside this file and installs into it what pyproject.toml names;
later calls install again only when pyproject.toml changed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LINUX = sys.platform.startswith("linux")

#: shared library -> Debian package, for any use of Qt
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
#: the same for a real window
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
#: servers that the warehouse query is tried on; where they cannot be had its tests say so and skip
ENGINES = {"pg_lsclusters": "postgresql", "java": "default-jre-headless"}

#: options that need no display
WITHOUT_WINDOW = {"--offscreen", "--help", "-h", "--version"}


def main() -> int:
    """Run one of the commands; unknown arguments go on to what it starts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start the program (arguments go on to it)", add_help=False)
    commands.add_parser("test", help="lint, types, tests (arguments go on to pytest)", add_help=False)
    commands.add_parser("bundle", help="build the standalone executable and try it")
    commands.add_parser("bench", help="print speed as ratios to floors measured in the same run")
    commands.add_parser("shots", help="screenshots of all pages, light and dark, into shots/")
    arguments, rest = parser.parse_known_args()
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    return {"run": run, "test": test, "bundle": bundle, "bench": bench, "shots": shots}[arguments.command](
        rest
    )


def run(rest: list[str]) -> int:
    """Start the program, or say what works where there is no display."""
    prepare(dev=False, libraries=QT_LIBRARIES | (WINDOW_LIBRARIES if has_display() else {}))
    windowless = {"export", "measure", "decide", "merge", "portfolio", "query", "sample"}
    wants_window = not (rest and rest[0] in windowless) and not WITHOUT_WINDOW & set(rest)
    if wants_window and not has_display():
        print(
            "Readiness is installed, but there is no display here, so no window can open.\n"
            "  python3 dev.py run --offscreen      starts it without a screen (stop with Ctrl+C)\n"
            "  python3 dev.py run sample DIR       writes the worked example into DIR, then\n"
            "  python3 dev.py run export DIR/*.readiness --pdf roadmap.pdf   makes its report"
        )
        return 0
    return call([PYTHON, "-m", "readiness_gui", *rest], check=False)


def test(rest: list[str]) -> int:
    """Lint, check types, test; the first that fails ends it."""
    prepare(dev=True, libraries=QT_LIBRARIES | WINDOW_LIBRARIES, programs={"Xvfb": "xvfb"})
    install_system({}, ENGINES, needed=False)
    workers = [] if any(one.startswith("-n") for one in rest) else ["-n", str(os.cpu_count() or 1)]
    steps: list[list[str | Path]] = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [PYTHON, "-m", "pytest", *workers, *rest],
    ]
    return next((code for code in (call(step, check=False) for step in steps) if code), 0)


def bundle(_rest: list[str]) -> int:
    """Build the executable, let it write the sample and export its PDF."""
    prepare(dev=True, libraries=QT_LIBRARIES, programs={"objdump": "binutils"})
    call([PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"])
    return call([PYTHON, "-m", "tests.bundle_smoke", ROOT / "dist" / "Readiness"], check=False)


def bench(rest: list[str]) -> int:
    """Measure speed."""
    prepare(dev=True, libraries=QT_LIBRARIES)
    return call([PYTHON, "-m", "tests.benchmarks", *rest], check=False)


def shots(rest: list[str]) -> int:
    """Take pictures of all pages."""
    prepare(dev=True, libraries=QT_LIBRARIES)
    return call([PYTHON, "-m", "tests.ui.shots", ROOT / "shots", *rest], check=False)


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(*, dev: bool, libraries: dict[str, str], programs: dict[str, str] | None = None) -> None:
    """Make the environment and install what is missing."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest() + (" dev" if dev else "")
    stamp = VENV / "installed"
    install_system(libraries, programs or {})
    if stamp.exists() and stamp.read_text() in (wanted, f"{wanted} dev"):
        return
    if not PYTHON.exists():
        make_venv()
    print("Installing (a minute or two the first time) …", flush=True)
    call([*pip(), "install", "--quiet", "--editable", f"{ROOT}[dev]" if dev else str(ROOT)])
    stamp.write_text(wanted)


def make_venv() -> None:
    """Make the virtual environment, with the outer pip where the inner one cannot be had."""
    whole = subprocess.run([sys.executable, "-m", "venv", VENV], cwd=ROOT, capture_output=True, check=False)
    if whole.returncode:  # Debian splits ensurepip off into python3-venv
        shutil.rmtree(VENV, ignore_errors=True)
        call([sys.executable, "-m", "venv", "--without-pip", VENV])


def pip() -> list[str | Path]:
    """Return the command of the pip that installs into the environment."""
    inner = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
    if inner.returncode == 0:
        return [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", PYTHON]


def install_system(libraries: dict[str, str], programs: dict[str, str], *, needed: bool = True) -> None:
    """Install missing system packages through apt where that is allowed, else print the command."""
    if not LINUX:
        return
    missing = [package for library, package in libraries.items() if not loads(library)]
    missing += [package for program, package in programs.items() if not shutil.which(program)]
    if not missing:
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if may_install(prefix):
        print(f"Installing system packages: {' '.join(missing)}", flush=True)
        call([*prefix, "apt-get", "update", "--quiet"], check=False, quiet=True)
        options = ["--yes", "--quiet", "--no-install-recommends"]
        if call([*prefix, "apt-get", "install", *options, *missing], check=False, quiet=True) == 0:
            return
    print(
        "System packages are missing. Install them with\n"
        f"  sudo apt-get install {' '.join(missing)}\n"
        "(or what your system calls them), then run this again.",
        file=sys.stderr,
    )
    if needed:
        raise SystemExit(2)


def may_install(prefix: list[str]) -> bool:
    """Tell whether apt is here and may be used without asking for a password."""
    if not shutil.which("apt-get") or (prefix and not shutil.which("sudo")):
        return False
    return not prefix or subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0


def loads(library: str) -> bool:
    """Tell whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def call(command: list[str | Path], *, check: bool = True, quiet: bool = False) -> int:
    """Run a command from the project's folder; with ``check`` a failure ends this program."""
    stream = subprocess.DEVNULL if quiet else None
    try:
        code = subprocess.run(
            [str(part) for part in command], cwd=ROOT, stdout=stream, check=False
        ).returncode
    except KeyboardInterrupt:
        code = 130
    if check and code:
        raise SystemExit(code)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
