"""How long a warm brief takes, against its own floor: the same charts and the same pages of plain text.

The floor is what cannot be avoided: matplotlib drawing each chart to PDF, and reportlab setting the text of
each page with nothing else. Run: .venv/bin/python packaging/bench/brief.py
"""

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from matplotlib.figure import Figure
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas
from sizes import sized

from fivegates.actions.briefs import gather_brief, render_brief
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.queries import find_initiative
from fivegates.briefs.typesetting import figures
from fivegates.domain.brief import InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH

RUNS = sized(15, 1)


def sample_brief() -> InitiativeBrief:
    """The brief on the sample's claims triage: every criterion scored, twelve steps to ready."""
    with TemporaryDirectory() as folder:
        opened = create_sample(Path(folder) / "sample.fivegates")
        brief = gather_brief(opened, find_initiative(opened, "CLM-TRIAGE"))
        close_portfolio(opened)
    return brief


def charts_of(brief: InitiativeBrief) -> list[Figure]:
    """The charts that the brief draws, taken as they go to paper."""
    drawn: list[Figure] = []

    def draw(figure: Figure, canvas: Canvas, x: float, y: float, scale: float = 1) -> None:
        drawn.append(figure)
        draw_figure(figure, canvas, x, y, scale)

    draw_figure = figures.draw_figure
    with patch.object(figures, "draw_figure", draw):
        render_brief(brief, ENGLISH, PaperSize.A4)
    return drawn


def floor(charts: list[Figure], pages: list[list[str]]) -> None:
    """Draw the charts, and set each page's lines in one font."""
    for chart in charts:
        chart.savefig(io.BytesIO(), format="pdf")
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
    charts = charts_of(brief)
    floor(charts, pages)
    mine, least = [], []
    for _ in range(RUNS):
        mine.append(milliseconds(lambda: render_brief(brief, ENGLISH, PaperSize.A4)))
        least.append(milliseconds(lambda: floor(charts, pages)))
    ratio = statistics.median(a / b for a, b in zip(mine, least, strict=True))
    print(f"{rendered.pages} pages with {len(charts)} charts, medians of {RUNS}")
    print(f"brief {statistics.median(mine):6.0f} ms")
    print(f"floor {statistics.median(least):6.0f} ms")
    print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
