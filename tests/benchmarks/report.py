"""The PDF of the worked example against the bare typst compile of the same document; and what it leaves."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from readiness_gui import paths
from readiness_gui.core.framework import Framework, load
from readiness_gui.core.model import Product
from readiness_gui.report import pdf, preview
from readiness_gui.report.document import build
from readiness_gui.report.options import ACCENT, ReportOptions
from readiness_gui.storage.codec import product_from_bytes
from tests.benchmarks.measure import Ratio, paired, process

#: what a fresh process needs at the least: both libraries and one compile of the finished input
FLOOR = (
    "import sys, pathlib, matplotlib.figure, matplotlib.backends.backend_svg, typst\n"
    "folder, fonts = map(pathlib.Path, sys.argv[1:])\n"
    "found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])\n"
    "compiler = typst.Compiler(root=folder, font_paths=found, ignore_system_fonts=True)\n"
    "compiler.compile(folder / 'main.typ', format='pdf', pdf_standards=['ua-1', 'a-3a'], timestamp=0)\n"
)

#: prints the process's memory after the first and after the last of many exports, in MB
MEMORY = """
import datetime, pathlib, resource, sys, tempfile
from dataclasses import replace
from readiness_gui import paths
from readiness_gui.core.framework import load
from readiness_gui.report.export import export_pdf
from readiness_gui.storage.codec import product_from_bytes

data = pathlib.Path(sys.argv[1]).read_bytes()
product = product_from_bytes(data)
resources = paths.resources()
framework = load(resources / "framework" / "en.toml")
target = pathlib.Path(tempfile.mkdtemp()) / "out.pdf"

def resident():
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20

for number in range(int(sys.argv[2])):
    renamed = replace(product, name=f"{product.name} {number}")
    export_pdf(target, renamed, product.assessments[-1], framework, attachment=data,
               today=datetime.date(2026, 3, 2), resources=resources)
    if number == 0:
        print(resident())
print(resident())
"""
EXPORTS = 100
#: pixels an inch of a page on a screen of 1280 x 720
PREVIEW_PPI = 48.0


def benchmarks() -> Iterator[Ratio]:
    """Yield the warm ratio in this process, then the cold one of the command line."""
    resources = paths.resources()
    sample = next((resources / "samples").glob("*.readiness"))
    data = sample.read_bytes()
    framework = load(resources / "framework" / "en.toml")
    product = product_from_bytes(data)
    assessment = product.assessments[-1]

    names = (f"{product.name} one {number}" for number in itertools.count())

    def ours() -> object:
        # another name each time, so that typst cannot hand out what it remembers
        renamed = replace(product, name=next(names))
        document = build(renamed, assessment, framework, datetime.now(UTC).date())
        return pdf.render_pdf(document, attachment=data, attachment_name="x", resources=resources)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = build(product, assessment, framework, datetime.now(UTC).date())
        pdf.lay_out(folder, document, attachment=data, attachment_name="x", resources=resources)
        fonts = resources / "report" / "fonts"
        source = (folder / "data.json").read_text(encoding="ascii")
        counter = itertools.count()

        def floor() -> object:
            # typst remembers what it has compiled; another title makes it work again
            renamed = source.replace(product.name, f"{product.name} two {next(counter)}")
            (folder / "data.json").write_text(renamed, encoding="ascii")
            bare = pdf.compiler(folder, fonts)
            return bare.compile(
                folder / pdf.MAIN, format="pdf", pdf_standards=list(pdf.STANDARDS), timestamp=0
            )

        yield paired(
            "charts and PDF of the sample, warm",
            ours,
            floor,
            floor_name="typst compile of the same document",
            runs=5,
            limit=1.5,
        )
        yield _preview(product, framework, folder, resources)
        yield paired(
            "PDF of the sample, command line",
            process(["-m", "readiness_gui", "export", str(sample), "--pdf", str(folder / "out.pdf")]),
            process(["-c", FLOOR, str(folder), str(fonts)]),
            floor_name="Python that imports matplotlib and typst and compiles it",
            runs=5,
            limit=2.0,
        )
    if sys.platform == "linux":
        yield _memory(sample)


def _preview(product: Product, framework: Framework, folder: Path, resources: Path) -> Ratio:
    """Return what the pages of the preview take after a change of an option."""
    fonts = resources / "report" / "fonts"
    source = (folder / "data.json").read_text(encoding="ascii")
    shades = itertools.count()

    def ours() -> object:
        options = ReportOptions(accent=f"#{next(shades):02X}3F9F")
        document = build(product, product.assessments[-1], framework, datetime.now(UTC).date(), options)
        return preview.pages(document, resources=resources, ppi=PREVIEW_PPI)

    def floor() -> object:
        changed = source.replace(ACCENT, f"#{next(shades):02X}2F8F")
        (folder / "data.json").write_text(changed, encoding="ascii")
        return pdf.compiler(folder, fonts).compile(folder / pdf.MAIN, format="png", ppi=PREVIEW_PPI)

    return paired(
        "pages of the preview after a change",
        ours,
        floor,
        floor_name="typst compile of the same pages",
        runs=5,
        limit=1.5,
        note="half a second is promised, with the screen's part",
    )


def _memory(sample: Path) -> Ratio:
    """Return how much larger a process is after its hundredth export than after its first."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(sample), str(EXPORTS)], capture_output=True, check=True, text=True
    )
    first, last = (float(word) for word in done.stdout.split())
    return Ratio(
        f"memory after {EXPORTS} exports", "after the first export", last, first, last / first, 1.2, unit="MB"
    )
