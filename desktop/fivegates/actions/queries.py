"""Queries of pages and commands on an open portfolio."""

from typing import TYPE_CHECKING, Final

from fivegates.actions import overview
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of, verdict_on
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.decisions import LoggedDecision
from fivegates.domain.portfolio.overview import ReviewMark, VerdictSummary
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import ChainHead, InitiativeRecord, Review
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store.records import initiatives as stored_initiatives
from fivegates.store.records.initiatives import read_decision_log, read_price_books
from fivegates.store.records.ledger import read_rates
from fivegates.store.records.overview import read_review_marks, require_verdict_summary
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.reviews import read_chain_head, read_rubric, read_rubrics
from fivegates.store.records.settings import read_settings

if TYPE_CHECKING:
    from fivegates.domain.economics.ledger import PriceBook
    from fivegates.domain.economics.projections import Market, Outlook
    from fivegates.domain.economics.unit_economics import Economics
    from fivegates.domain.trend.bridge import Bridge
    from fivegates.domain.verdict.assessment import Assessment


def bridge_of(opened: OpenPortfolio, record: InitiativeRecord, one: int, other: int) -> "Bridge":
    """The bridge between two reviews, given by their ids.

    Raises UserError where another program altered a sealed review, and KeyError for an unknown id.
    """
    from fivegates.domain.trend.bridge import bridge_between  # the first window judges nothing

    reviews = {each.id: each for each in record.reviews}
    earlier, later = sorted((reviews[one], reviews[other]), key=lambda each: each.dated)
    return bridge_between(case_of(opened, record, earlier), case_of(opened, record, later))


_FEW: Final = 8
"""The most codes listed where none is similar to the unknown one."""


def review_marks(opened: OpenPortfolio, initiative_id: int) -> tuple[ReviewMark, ...]:
    """The stored verdicts of an initiative's reviews not superseded, oldest first; nothing is judged."""
    return read_review_marks(opened.file, initiative_id)


def record(opened: OpenPortfolio, initiative_id: int) -> InitiativeRecord:
    """Return everything recorded about an initiative. Raises UserError when it is gone."""
    return read_record(opened.file, initiative_id)


def assessment(opened: OpenPortfolio, of: InitiativeRecord, review: Review) -> "Assessment":
    """Assess one review of a record; a final one as it was sealed."""
    from fivegates.domain.verdict.assessment import assess  # the first window asks for no assessment

    case = case_of(opened, of, review)
    return assess(case, verdict_on(opened, case))


def economics(opened: OpenPortfolio, of: InitiativeRecord) -> "Economics":
    """Compute the months of a record's ledger. Raises UserError naming month and pair of a missing rate."""
    from fivegates.domain.economics.unit_economics import economics_of  # the first window asks for no money

    currency = read_settings(opened.file).currency
    held = market(opened)
    return economics_of(of.ledger, currency, held.rates, held.books)


def outlook(opened: OpenPortfolio, of: InitiativeRecord, volume: int | None = None) -> "Outlook":
    """Compute a record's ledger and project it to its target volume, or another one if given.

    Raises UserError naming month and pair of a rate that the ledger needs.
    """
    from fivegates.domain.economics.projections import outlook_of  # the first window projects nothing

    currency = read_settings(opened.file).currency
    target = volume or of.initiative.target_volume
    return outlook_of(of.ledger, of.scenarios, target, currency, market(opened))


def rates(opened: OpenPortfolio) -> RateTable:
    """Return the portfolio's rates."""
    return read_rates(opened.file)


def price_books(opened: OpenPortfolio) -> "tuple[PriceBook, ...]":
    """The portfolio's price books, in the order in which they were added."""
    return read_price_books(opened.file)


def market(opened: OpenPortfolio) -> "Market":
    """The input of projections from the portfolio: the prices of models, and its rates."""
    from fivegates.domain.economics.projections import Market  # the first window projects nothing

    return Market(price_books(opened), read_rates(opened.file))


def rubrics(opened: OpenPortfolio) -> tuple[Rubric, ...]:
    """Every rubric that the portfolio holds."""
    return read_rubrics(opened.file)


def criterion_titles(opened: OpenPortfolio) -> dict[str, str]:
    """The title of every criterion of those rubrics by its id, untranslated."""
    return {each.id: each.title for rubric in rubrics(opened) for each in rubric.criteria}


def current_rubric(opened: OpenPortfolio) -> Rubric:
    """Return the rubric that new reviews use."""
    now = read_settings(opened.file)
    return read_rubric(opened.file, now.rubric_id, now.rubric_version)


def chain_head(opened: OpenPortfolio) -> ChainHead | None:
    """The last link of the chain of final reviews; None before the first."""
    return read_chain_head(opened.file)


def decision_log(opened: OpenPortfolio) -> tuple[LoggedDecision, ...]:
    """Every decision of the portfolio with its initiative, newest first."""
    return read_decision_log(opened.file)


def find_initiative(opened: OpenPortfolio, code: str) -> int:
    """Return the id of the initiative with this code. Raises UserError when there is none."""
    found = stored_initiatives.find_initiative(opened.file, code)
    if found is None:
        raise _unknown_code(opened, code)
    return found


def _unknown_code(opened: OpenPortfolio, code: str) -> UserError:
    """The refusal of an unknown code, with suggestions: similar codes, or all where they are few."""
    from difflib import get_close_matches  # not needed at start-up

    codes = {line.initiative.code.casefold(): line.initiative.code for line in overview.lines(opened)}
    if near := get_close_matches(code.casefold(), codes, n=1):
        return UserError(
            "There is no initiative with the code “{code}” in this portfolio; did you mean “{guess}”?",
            code=code,
            guess=codes[near[0]],
        )
    if 0 < len(codes) <= _FEW:
        return UserError(
            "There is no initiative with the code “{code}” in this portfolio; it has {codes}.",
            code=code,
            codes=", ".join(sorted(codes.values())),
        )
    return UserError("There is no initiative with the code “{code}” in this portfolio.", code=code)


def latest_review(of: InitiativeRecord) -> Review:
    """Return the newest review not superseded. Raises UserError when the initiative has not been reviewed."""
    current = current_reviews(of)
    if not current:
        raise UserError("“{name}” has not been reviewed yet. Review it first.", name=of.initiative.name)
    return current[-1]


def latest_draft(of: InitiativeRecord) -> Review:
    """Return the newest review that is not final. Raises UserError when there is none."""
    drafts = [review for review in of.reviews if review.seal is None]
    if not drafts:
        raise UserError("{name} has no draft to make final. Start a new review.", name=of.initiative.name)
    return drafts[-1]


def verdict_history(opened: OpenPortfolio, of: InitiativeRecord) -> tuple[tuple[Review, VerdictSummary], ...]:
    """Every review of a record, oldest first, with its verdict as sealed or stored; nothing is judged."""
    return tuple((review, _reached(opened, review)) for review in of.reviews)


def _reached(opened: OpenPortfolio, review: Review) -> VerdictSummary:
    """A final review's verdict as it was sealed: the stored copy may have been altered since."""
    if review.seal is not None:
        return read_content(review.seal.content).reached
    return require_verdict_summary(opened.file, review.id)


def find_review(of: InitiativeRecord, review_id: int) -> Review:
    """Return one review of a record. Raises UserError when it is gone."""
    for review in of.reviews:
        if review.id == review_id:
            return review
    raise UserError("This review of {name} is no longer there.", name=of.initiative.name)


def review_named(of: InitiativeRecord, name: str) -> Review:
    """Return the review of a day ("2026-05-12"), or the final review of a number, as a history names them.

    A correction comes before what it corrects on the same day. Raises UserError when there is none.
    """
    for review in reversed(of.reviews):
        if name in {review.dated.isoformat(), str(review.seal.number) if review.seal else ""}:
            return review
    raise UserError(
        "{name} has no review “{review}”. Give its day, such as 2026-05-12, or the number of a final review.",
        name=of.initiative.name,
        review=name,
    )
