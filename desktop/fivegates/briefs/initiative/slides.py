"""The initiative brief as slides for a board: verdict and ask, gates, path, cost, trend, decision.

Every sentence is one of the PDF's; the questions that a director will ask are notes for the presenter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from fivegates.briefs.initiative.answers_page import answers_page
from fivegates.briefs.initiative.appendix import appendix, question_notes
from fivegates.briefs.initiative.brief import metadata_of, running_of, sheet_of
from fivegates.briefs.initiative.context import Covered, Sheet, cut
from fivegates.briefs.initiative.costs import money_of
from fivegates.briefs.initiative.findings import decided, deciding_reasons
from fivegates.briefs.initiative.gate_strip import LONGEST_NAME, GateStrip
from fivegates.briefs.initiative.meeting_head import PaperHead, with_head
from fivegates.briefs.initiative.page_one import (
    carrying,
    decision_panel,
    facts_line,
    path_title,
    price_title,
    reason_list,
    verdict_panel,
    watched,
    why_title,
)
from fivegates.briefs.initiative.path_table import full_path_table
from fivegates.briefs.initiative.price_strip import PriceStrip, price_facts
from fivegates.briefs.initiative.references import References
from fivegates.briefs.initiative.resolution import resolution
from fivegates.briefs.leak_check import require_none
from fivegates.briefs.office.native_charts import (
    AMOUNT,
    ChartKind,
    NativeChart,
    NativeSeries,
    SlideChart,
    percent_bars,
    percent_line,
)
from fivegates.briefs.office.packages import package_texts
from fivegates.briefs.office.slides import (
    SlideDeck,
    SlidePart,
    fitted,
    joined_parts,
    logo_in,
    slide_styles,
    titled_parts,
    without_title,
)
from fivegates.briefs.typesetting.arrangements import Columns, heading
from fivegates.briefs.typesetting.blocks import Block, Prose, Rule, Stack
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import HAIRLINE, Frame
from fivegates.charts.gate_profile import profile_finding
from fivegates.charts.money.monthly_cost import Series, cost_series
from fivegates.charts.money.titles import monthly_cost_finding
from fivegates.domain.brief import Chapter, DocumentOrder, Edition, InitiativeBrief, Omission
from fivegates.domain.economics.ledger import Basis, Phase
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics, base_month
from fivegates.domain.language import Language
from fivegates.domain.redaction import for_reader
from fivegates.domain.trend.trend import Trend, trend_of
from fivegates.domain.wording.money import split_sentence
from fivegates.domain.wording.papers import omitted_sentence
from fivegates.domain.wording.paths import firmness_sentence, path_sentence
from fivegates.domain.wording.rehearsal import rehearsal
from fivegates.domain.wording.trend import trend_finding
from fivegates.domain.wording.verdicts import surprise_sentence
from fivegates.domain.wording.words import whole_score


def gate_chart(sheet: Sheet, points: float) -> SlideChart | None:
    """The score of each gate as a bar in the colour of its state; None where no gate has a score."""
    gates, palette, language = sheet.assessment.verdict.gates, sheet.styles.palette, sheet.language
    if all(gate.score is None for gate in gates):
        return None
    values = tuple(None if gate.score is None else whole_score(gate.score) for gate in gates)
    colours = tuple(palette.status(gate.state) for gate in gates)
    series = NativeSeries(language.gettext("Readiness"), values, colours)
    description = language.gettext("Chart: {finding}.", finding=profile_finding(sheet.assessment, language))
    names = [cut(language.shipped(gate.gate.name), LONGEST_NAME) for gate in gates]
    return SlideChart(percent_bars(names, [series]), description, points)


def cost_chart(sheet: Sheet, economics: Economics, points: float) -> SlideChart:
    """The cost of each month by category, forecasts hatched, with the build cost as an outline."""
    language = sheet.language
    months = sorted({total.key.month for total in economics.costs})
    forecast = {
        (total.key.month, total.key.phase) for total in economics.costs if total.key.basis is Basis.FORECAST
    }
    series = tuple(
        _of(each, months, {place for place, month in enumerate(months) if (month, _phase(each)) in forecast})
        for each in cost_series(economics.costs, sheet.styles.palette, language)
    )
    chart = NativeChart(ChartKind.STACKED, tuple(language.month(month) for month in months), series, AMOUNT)
    description = language.gettext("Chart: {finding}.", finding=monthly_cost_finding(economics, language))
    return SlideChart(chart, description, points)


def _phase(series: Series) -> Phase:
    """The phase of a data series of costs."""
    return Phase.RUN if series.colour else Phase.BUILD


def _of(series: Series, months: list[Month], hatched: set[int]) -> NativeSeries:
    """Return the series of a category by month."""
    values = tuple(float(series.totals[month]) if month in series.totals else None for month in months)
    places = frozenset(place for place in hatched if values[place] is not None)
    return NativeSeries(series.name, values, (series.colour or "",), places, outlined=series.colour is None)


def trend_chart(sheet: Sheet, trend: Trend, points: float) -> SlideChart:
    """Readiness at each review."""
    language = sheet.language
    days = [language.short_date(point.review.dated) for point in trend.points]
    scores = [point.readiness for point in trend.points]
    values = tuple(None if score is None else whole_score(score) for score in scores)
    series = NativeSeries(language.gettext("Readiness"), values, (sheet.styles.palette.accent,))
    description = language.gettext("Chart: {finding}.", finding=trend_finding(trend, language))
    return SlideChart(percent_line(days, [series]), description, points)


GAP: Final = 28.0
_REASONS_SHARE, _CHART_SHARE = 0.56, 0.5
# Limits of the verdict slide: reasons, with or without rationale, and characters of the decision asked.
_LIMITS: Final[tuple[tuple[int, bool, int | None], ...]] = (
    (4, True, None),
    (3, True, None),
    (3, False, None),
    (2, False, None),
    (3, False, 300),
    (2, False, 300),
    (1, False, 200),
    (1, False, 100),
)
_LONGEST_PART: Final = 70


def render_slides(brief: InitiativeBrief, order: DocumentOrder) -> bytes:
    """Make the slides. The same arguments give the same bytes; nothing else is read.

    Raises UserError for a template that cannot be used, and where the finished file still holds what was to
    be left out.
    """
    secrets, brief, language = for_reader(brief, order.language)
    sheet = slide_sheet(brief, language, order)
    deck = SlideDeck(sheet.styles, language, order.template)
    deck.begin(running_of(sheet))
    for part in slides_of(sheet, deck.frame):
        deck.add(part)
    data = deck.finish(metadata_of(sheet), brief.letterhead.legal_entity)
    if brief.omitted:
        require_none(package_texts(data), secrets, amounts=Omission.MONEY in brief.omitted)
    return data


def slide_sheet(brief: InitiativeBrief, language: Language, order: DocumentOrder) -> Sheet:
    """The sheet of the slides of a brief."""
    sheet = sheet_of(brief, language, order.palette_data, References(numbered=False))
    return replace(sheet, styles=slide_styles(sheet.styles))


def slides_of(sheet: Sheet, frame: Frame) -> Iterator[SlidePart]:
    """The parts of a standalone brief, as its edition selects."""
    asked = _Notes(sheet)
    edition = sheet.brief.extent.edition
    yield verdict_slide(sheet, frame, asked.of("verdict", "proofs"))
    if edition is not Edition.ONE_PAGE:
        yield _gates(sheet, frame, asked.of_gates())
        yield _path(sheet, asked.of("path"))
        yield from _costs(sheet, frame)
        yield from _trend(sheet, frame)
    if edition is Edition.FULL:
        covered = Covered(carrying(sheet)[: _limits(sheet, frame)[0]], whole_path=True)
        yield from titled_parts(deciding_reasons(sheet, covered))
    if edition is not Edition.ONE_PAGE:
        yield from _decision(sheet, frame, asked.of("decided"))
    yield from slides_behind(sheet, frame)


def slides_behind(sheet: Sheet, frame: Frame) -> Iterator[SlidePart]:
    """The resolution, which the board edition has, and the chapters chosen."""
    if sheet.brief.extent.edition is Edition.BOARD:
        yield from titled_parts([resolution(sheet)])
    yield from _chapters(sheet, frame)


def _chapters(sheet: Sheet, frame: Frame) -> Iterator[SlidePart]:
    """The chapters chosen by name; without a choice none, and the questions only ever as notes."""
    chosen = sheet.brief.extent.chapters
    if not chosen:
        return
    extent = replace(sheet.brief.extent, chapters=chosen - {Chapter.QUESTIONS})
    sheet = replace(sheet, brief=replace(sheet.brief, extent=extent))
    answers = titled_parts(answers_page(sheet, frame).blocks)
    yield from joined_parts(answers, sheet.styles, frame)
    parts = titled_parts(appendix(sheet).blocks)
    yield from joined_parts((fitted(part, frame) for part in parts), sheet.styles, frame)


class _Notes:
    """The questions to expect, as notes on the slides of their subjects; none in an edition for others."""

    def __init__(self, sheet: Sheet) -> None:
        self._language = sheet.language
        self._questions = [] if sheet.brief.omitted else list(rehearsal(sheet.brief, sheet.language))

    def of(self, *about: str) -> list[str]:
        """The notes on a subject."""
        found = (each for each in self._questions if not each.gate and each.about in about)
        return question_notes(found, self._language)

    def of_gates(self) -> list[str]:
        """The notes on gates."""
        return question_notes((each for each in self._questions if each.gate), self._language)

    def all(self) -> list[str]:
        """All notes."""
        return question_notes(self._questions, self._language)


def notes_of(sheet: Sheet) -> list[str]:
    """All questions to expect, for the one slide on which a pack has them."""
    return _Notes(sheet).all()


def verdict_slide(sheet: Sheet, frame: Frame, notes: Sequence[str]) -> SlidePart:
    """Verdict, reasons and ask, as many of the reasons as fit on one slide."""
    blocks = list(_verdict(sheet, *_limits(sheet, frame)))
    return SlidePart(sheet.initiative.name, blocks, notes, logo_in(_head(sheet)))


def _limits(sheet: Sheet, frame: Frame) -> tuple[int, bool, int | None]:
    """The most generous limits with which the verdict fits on one slide."""
    heights = ((limits, Stack(list(_verdict(sheet, *limits))).height(frame.width)) for limits in _LIMITS)
    return next((limits for limits, height in heights if height <= frame.height), _LIMITS[-1])


def _verdict(sheet: Sheet, most: int, rationale: bool, asked: int | None) -> Iterator[Block]:  # noqa: FBT001 - one of the limits
    """Meeting, title, summary and verdict; below, reasons beside the decision asked."""
    styles, language = sheet.styles, sheet.language
    yield from (block for block in without_title(_head(sheet)) if isinstance(block, Prose))
    yield Prose(facts_line(sheet), styles.detail, sentence=True)
    omitted = omitted_sentence(sheet.brief.omitted, language)
    if omitted:
        yield Prose(omitted, styles.strong, space_before=4, sentence=True)
    yield verdict_panel(sheet)
    yield Columns(
        Stack([heading(why_title(sheet), styles), *_reasons(sheet, most, rationale=rationale)]),
        Stack([decision_panel(sheet, asked)]),
        share=_REASONS_SHARE,
        gap=GAP,
        space_before=14,
    )


def _head(sheet: Sheet) -> list[Block]:
    """The meeting, and the title with its logo."""
    head = PaperHead(sheet.brief.record.meeting, sheet.brief.letterhead, _LONGEST_PART)
    title = Prose(sheet.initiative.name, sheet.styles.title, role=Role.TITLE)
    return list(with_head(title, head, sheet.styles, sheet.language))


def _reasons(sheet: Sheet, most: int, *, rationale: bool) -> Iterator[Block]:
    """The main reasons of the verdict, or a sentence that there are none."""
    reasons = carrying(sheet)
    yield from reason_list(sheet, reasons[:most], rationale=rationale)
    if not reasons:
        text = sheet.language.gettext("Every required criterion passes on proof that is current.")
        yield Prose(text, sheet.styles.body, space_before=6)
    if len(reasons) > most:
        yield Rule(sheet.styles.palette.hairline, HAIRLINE, space_before=6)
        more = sheet.language.ngettext(
            "and {count} more in the full brief", "and {count} more in the full brief", len(reasons) - most
        )
        yield Prose(more, sheet.styles.detail, indent=15, space_before=6)


def _gates(sheet: Sheet, frame: Frame, notes: Sequence[str]) -> SlidePart:
    """The scores as bars, and in words beside them."""
    styles, language = sheet.styles, sheet.language
    chart = gate_chart(sheet, frame.height * 0.72)
    words = GateStrip(
        sheet.assessment.verdict.gates, sheet.rubric.thresholds.open_score, styles, language
    ).flowing()
    blocks: list[Block] = [
        Columns(Stack([chart]), Stack([words]), share=_CHART_SHARE, gap=GAP) if chart else words
    ]
    surprise = surprise_sentence(sheet.assessment.verdict, sheet.rubric, language)
    sentences = (surprise, firmness_sentence(sheet.brief.current, language))
    blocks += [Prose(text, styles.body, space_before=8, sentence=True) for text in sentences if text]
    return SlidePart(profile_finding(sheet.assessment, language), blocks, notes)


def figures_slide(sheet: Sheet, frame: Frame) -> SlidePart:
    """Gates beside cost and dates, on one slide of a pack."""
    chart = gate_chart(sheet, frame.height * 0.8)
    prices = PriceStrip(price_facts(sheet), sheet.styles).flowing()
    blocks = [Columns(Stack([chart]), Stack([prices]), share=_CHART_SHARE, gap=GAP) if chart else prices]
    return SlidePart(sheet.initiative.name, blocks)


def _path(sheet: Sheet, notes: Sequence[str]) -> SlidePart:
    """The path to ready; where it is ready, the criteria whose proof lapses soon."""
    styles, language = sheet.styles, sheet.language
    path = Prose(path_sentence(sheet.path, language), styles.body, sentence=True, keep_with_next=True)
    if sheet.path.steps:
        return SlidePart(path_title(sheet), [path, full_path_table(sheet, space_before=8)], notes)
    return SlidePart(
        language.gettext("What to watch"), [*reason_list(sheet, watched(sheet), rationale=False), path], notes
    )


def _costs(sheet: Sheet, frame: Frame) -> Iterator[SlidePart]:
    """The cost of each month; nothing where none is known, or money is left out."""
    economics = money_of(sheet).economics
    if economics is None or not economics.costs:
        return
    blocks: list[Block] = [cost_chart(sheet, economics, frame.height * 0.8)]
    month = base_month(economics)
    if month is not None and (split := split_sentence(month, sheet.brief.currency, sheet.language)):
        blocks.append(Prose(split, sheet.styles.detail, space_before=6, sentence=True))
    yield SlidePart(monthly_cost_finding(economics, sheet.language), blocks)


def _trend(sheet: Sheet, frame: Frame) -> Iterator[SlidePart]:
    """Readiness since the first review, once there are two."""
    if sheet.brief.earlier:
        trend = trend_of([*sheet.brief.earlier, sheet.case])
        chart = trend_chart(sheet, trend, frame.height * 0.8)
        yield SlidePart(trend_finding(trend, sheet.language), [chart])


def _decision(sheet: Sheet, frame: Frame, notes: Sequence[str]) -> Iterator[SlidePart]:
    """The outcome of the last decision, then the decision asked, above the strip of figures."""
    yield from joined_parts(titled_parts(decided(sheet)), sheet.styles, frame)
    title, *asked = decision_panel(sheet, None).content.blocks
    assert isinstance(title, Prose)  # noqa: S101 - a panel of a title and paragraphs
    prices = PriceStrip(price_facts(sheet), sheet.styles).flowing()
    prices.space_before = 6
    yield SlidePart(title.text, [*asked, heading(price_title(sheet), sheet.styles), prices], notes)
