"""Processor time of a cached brief, relative to a baseline: the same charts and the same pages of plain text.

A first brief draws its charts; a second one, such as a preview that is exported or printed, uses the cached
charts. The baseline is the minimum for a first brief: matplotlib drawing each chart to PDF, and reportlab
setting the text of each page and nothing else.
Run: .venv/bin/python packaging/bench/brief.py
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
from fivegates.briefs.typesetting import chart
from fivegates.briefs.typesetting.figures import Drawing, drawing_of
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
    """Charts of the brief, captured while they are drawn for paper."""
    drawn: list[Figure] = []

    def draw(figure: Figure) -> Drawing:
        drawn.append(figure)
        return drawing_of(figure)

    chart.forget_charts()
    with patch.object(chart, "drawing_of", draw):
        render_brief(brief, ENGLISH, PaperSize.A4)
    return drawn


def floor(charts: list[Figure], pages: list[list[str]]) -> None:
    """Draw the charts, and set each page's lines in one font."""
    for figure in charts:
        figure.savefig(io.BytesIO(), format="pdf")
    canvas = Canvas(io.BytesIO())
    for lines in pages:
        text = canvas.beginText(51, 790)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.getpdfdata()


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of `work` in milliseconds."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def ratio(times: list[float], floors: list[float]) -> float:
    """Median ratio of each time to the baseline measured beside it."""
    return statistics.median(each / least for each, least in zip(times, floors, strict=True))


def main() -> None:
    """Warm up, run all in turn, print medians and ratios."""
    brief = sample_brief()
    rendered = render_brief(brief, ENGLISH, PaperSize.A4)
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(rendered.pdf)).pages]
    charts = charts_of(brief)
    floor(charts, pages)
    first, again, least = [], [], []
    for _ in range(RUNS):
        chart.forget_charts()
        first.append(milliseconds(lambda: render_brief(brief, ENGLISH, PaperSize.A4)))
        again.append(milliseconds(lambda: render_brief(brief, ENGLISH, PaperSize.A4)))
        least.append(milliseconds(lambda: floor(charts, pages)))
    print(f"{rendered.pages} pages with {len(charts)} charts, medians of {RUNS}, processor time")
    print(f"first brief, charts drawn {statistics.median(first):6.0f} ms, {ratio(first, least):.2f} x floor")
    print(f"same again, charts kept   {statistics.median(again):6.0f} ms, {ratio(again, least):.2f} x floor")
    print(f"floor, its charts drawn   {statistics.median(least):6.0f} ms")


if __name__ == "__main__":
    main()
