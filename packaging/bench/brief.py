"""How long a warm brief takes, against its own floor: the same chart and the same pages of plain text.

The floor is what cannot be avoided: matplotlib drawing the chart to PDF, and reportlab setting the text of
each page with nothing else. Run: .venv/bin/python packaging/bench/brief.py
"""

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from fivegates.actions.briefs import gather_brief, render_brief
from fivegates.actions.creation import create_sample
from fivegates.actions.files import close_portfolio
from fivegates.actions.queries import find_initiative
from fivegates.charts.gate_profile import gate_profile
from fivegates.charts.palette import read_palettes
from fivegates.domain.briefs import InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.resources import read_resource

RUNS = 15
CHART_WIDTH = 493.0


def sample_brief() -> InitiativeBrief:
    """The brief on the sample's claims triage: every criterion scored, twelve steps to ready."""
    with TemporaryDirectory() as folder:
        opened = create_sample(Path(folder) / "sample.fivegates")
        brief = gather_brief(opened, find_initiative(opened, "CLM-TRIAGE"))
        close_portfolio(opened)
    return brief


def floor(brief: InitiativeBrief, pages: list[list[str]]) -> None:
    """Draw the chart, and set each page's lines in one font."""
    palette = read_palettes(read_resource("styles/palette.toml")).light
    gate_profile(brief.assessment, palette, ENGLISH, width=CHART_WIDTH).savefig(io.BytesIO(), format="pdf")
    canvas = Canvas(io.BytesIO())
    for lines in pages:
        text = canvas.beginText(51, 790)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.getpdfdata()


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Warm both up, run them in turn, print medians and the ratio."""
    brief = sample_brief()
    rendered = render_brief(brief, ENGLISH, PaperSize.A4)
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(rendered.pdf)).pages]
    floor(brief, pages)
    mine, least = [], []
    for _ in range(RUNS):
        mine.append(milliseconds(lambda: render_brief(brief, ENGLISH, PaperSize.A4)))
        least.append(milliseconds(lambda: floor(brief, pages)))
    ratio = statistics.median(a / b for a, b in zip(mine, least, strict=True))
    print(f"brief {statistics.median(mine):6.0f} ms, {rendered.pages} pages (median of {RUNS})")
    print(f"floor {statistics.median(least):6.0f} ms")
    print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
