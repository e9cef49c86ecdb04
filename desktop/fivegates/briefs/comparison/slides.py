"""The comparison brief as slides: which first and why, the gates as bars, then what lies behind it."""

from collections.abc import Iterator
from dataclasses import replace

from fivegates.briefs.comparison.brief import metadata_of, running_of, sheet_of
from fivegates.briefs.comparison.context import ComparisonSheet
from fivegates.briefs.comparison.details import details, notes
from fivegates.briefs.comparison.page_one import answer
from fivegates.briefs.initiative.references import References
from fivegates.briefs.leak_check import require_none_left_out
from fivegates.briefs.office.native_charts import NativeSeries, SlideChart, percent_bars
from fivegates.briefs.office.packages import package_texts
from fivegates.briefs.office.slides import (
    SlideDeck,
    SlidePart,
    fitted,
    joined_parts,
    logo_in,
    paper_frame,
    slide_styles,
    titled_parts,
    without_title,
)
from fivegates.briefs.typesetting.arrangements import Panel
from fivegates.briefs.typesetting.styles import Frame
from fivegates.domain.brief import ComparisonBrief, DocumentOrder
from fivegates.domain.wording.comparison import answer_headline
from fivegates.domain.wording.words import whole_score


def render_slides(brief: ComparisonBrief, order: DocumentOrder) -> bytes:
    """Make the slides. The same arguments give the same bytes; nothing else is read.

    Raises UserError for a template that cannot be used, and where the finished file still holds what was to
    be left out.
    """
    sheet = sheet_of(brief, order.language, order.palette_data, References(numbered=False))
    sheet = replace(sheet, styles=slide_styles(sheet.styles))
    deck = SlideDeck(sheet.styles, sheet.language, order.template)
    deck.begin(running_of(sheet))
    for part in _parts(sheet, deck.frame):
        deck.add(part)
    data = deck.finish(metadata_of(sheet), brief.letterhead.legal_entity)
    require_none_left_out(package_texts(data), brief.left_out)
    return data


def _parts(sheet: ComparisonSheet, frame: Frame) -> Iterator[SlidePart]:
    """The parts of the slides: the answer, then the pages behind it."""
    page = answer(sheet, frame).blocks
    blocks = without_title(page)
    behind = next((i for i, block in enumerate(blocks, 1) if isinstance(block, Panel)), len(blocks))
    title = sheet.language.gettext("Which initiative first, and why")
    chart = _readiness(sheet, frame.height * 0.42)
    first = [*blocks[:behind], *([chart] if chart else [])]
    yield SlidePart(title, first, logo=logo_in(page))
    yield SlidePart(answer_headline(sheet.comparison, sheet.language), blocks[behind:], notes(sheet))
    parts = titled_parts(details(sheet, paper_frame(frame)).blocks)
    yield from joined_parts((fitted(part, frame) for part in parts), sheet.styles, frame)


def _readiness(sheet: ComparisonSheet, points: float) -> SlideChart | None:
    """The readiness of each initiative as a bar in the colour of its verdict; None where none has one."""
    language, palette = sheet.language, sheet.styles.palette
    names, values, colours = [], list[float | None](), []
    for side in sheet.comparison.sides:
        names.append(side.initiative.code)
        score = side.assessment.verdict.readiness if side.assessment else None
        values.append(None if score is None else whole_score(score))
        state = side.assessment.verdict.state if side.assessment else None
        colours.append(palette.status(state) if state else palette.second_ink)
    if all(value is None for value in values):
        return None
    series = NativeSeries(language.gettext("Readiness"), tuple(values), tuple(colours))
    description = language.gettext("Chart: {finding}.", finding=answer_headline(sheet.comparison, language))
    return SlideChart(percent_bars(names, [series]), description, points, space_before=12)
