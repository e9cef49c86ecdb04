"""Compare initiatives and create the comparison brief: gather on the main thread, render on any thread."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from fivegates import __version__
from fivegates.actions.briefs import gather_brief, withheld_of
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.garbage_collection import with_rare_collection
from fivegates.actions.meetings import paper_meetings
from fivegates.actions.overview import settings
from fivegates.actions.queries import market, record, review_marks
from fivegates.actions.two_days import both_assessed
from fivegates.domain.brief import ComparisonBrief, Omission, PaperSize, RenderedBrief
from fivegates.domain.comparison.comparison import Side, compare
from fivegates.domain.comparison.size import require_number
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.prospects import Prospect, prospect_of
from fivegates.domain.language import Language
from fivegates.domain.portfolio.settings import DayRate
from fivegates.domain.review.case import sealed_record
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.two_days import DatedAssessments
from fivegates.resources import read_resource


def gather_comparison(opened: OpenPortfolio, initiative_ids: Sequence[int], day: date) -> ComparisonBrief:
    """Compare initiatives as of a day, each by its latest review not superseded.

    Raises UserError when they are not two to four different ones, one of them is gone, or none has
    been reviewed.
    """
    require_number(len(initiative_ids))
    held, at = settings(opened), market(opened)
    sides = [_side(opened, record(opened, each), (held.currency, at), day) for each in initiative_ids]
    rate = None if held.day_rate is None else DayRate(held.day_rate, held.currency)
    meeting = paper_meetings(opened).comparison
    marking, program = meeting.marking(held.marking), f"Fivegates {__version__}"
    return ComparisonBrief(compare(sides, rate, day), marking, program, day, meeting, held.letterhead)


def comparison_for_others(
    opened: OpenPortfolio, brief: ComparisonBrief, omitted: Collection[Omission], language: Language
) -> ComparisonBrief:
    """The comparison with these details redacted; `render_comparison` verifies that in the finished file."""
    about = [side.initiative.id for side in brief.comparison.sides]
    reviewed = [side.initiative.id for side in brief.comparison.sides if side.reviewed]
    briefs = (gather_brief(opened, each, day=brief.dated, tracked=False) for each in reviewed)
    return replace(brief, left_out=withheld_of(opened, briefs, omitted, about, language))


def _side(opened: OpenPortfolio, of: InitiativeRecord, money: tuple[str, Market], day: date) -> Side:
    """Return a compared initiative, with its money as of the day, or as sealed with a final review."""
    found, prospect = latest_with_money(opened, of, money, day)
    if found is None:
        return Side(of.initiative, None, prospect)
    marks = review_marks(opened, of.initiative.id)
    sealed = _sealed_prospect(of, found.at_review.case.review, money[0])
    return Side(
        of.initiative, found.on_day, sealed or prospect, marks, found.at_review, as_sealed=sealed is not None
    )


def _sealed_prospect(of: InitiativeRecord, review: Review, currency: str) -> Prospect | None:
    """The money that the brief on a final review prints.

    None for a draft, for a seal that holds no money, and where it is in another currency than the others'.
    """
    sealed = sealed_record(review)
    if sealed is None or sealed.currency != currency:
        return None
    then, market_then = sealed.restored(of), Market(sealed.price_books, RateTable(sealed.rates))
    return prospect_of(then.ledger, then.initiative, currency, market_then, review.dated)


def latest_with_money(
    opened: OpenPortfolio, of: InitiativeRecord, money: tuple[str, Market], day: date
) -> tuple[DatedAssessments | None, Prospect]:
    """The assessment of the latest review, and the money as of a day; None before the first review.

    `money` is the currency of report, with the prices and rates of the portfolio.
    """
    currency, market_of = money
    reviews = current_reviews(of)
    if not reviews:
        return None, Prospect(currency, of.initiative.unit, of.initiative.target_volume)
    latest = reviews[-1]
    prospect = prospect_of(of.ledger, of.initiative, currency, market_of, max(day, latest.dated))
    return both_assessed(opened, of, latest, day), prospect


@with_rare_collection()
def render_comparison(brief: ComparisonBrief, language: Language, paper: PaperSize) -> RenderedBrief:
    """Render the brief as a PDF; pure, so it may run in a worker.

    Raises UserError where the finished file still contains a redacted detail.
    """
    from fivegates.briefs.comparison.brief import render

    return render(brief, language, paper, read_resource("styles/palette.toml"))


def comparison_file_name(brief: ComparisonBrief) -> str:
    """A file name of codes and the latest review: `comparison-clm-01-doc-02-2026-05-12.pdf`."""
    codes = [side.initiative.code.lower() for side in brief.comparison.sides]
    return f"{'-'.join(['comparison', *codes, brief.dated.isoformat()])}.pdf"
