"""Create the portfolio pack: gather on the main thread, render on any thread, save it like a brief."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from fivegates import __version__
from fivegates.actions import overview
from fivegates.actions.attention import broken_on
from fivegates.actions.briefs import gather_brief, in_extent, withheld_of
from fivegates.actions.capacity.plans import PlanToMake, capacity_settings, planned_of, sound_settings
from fivegates.actions.consolidation.view import sources
from fivegates.actions.evidence_calendar import all_proofs
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.garbage_collection import with_rare_collection
from fivegates.actions.insights import gather_cases, gather_summary, portfolio_of
from fivegates.actions.meetings import paper_meetings
from fivegates.actions.queries import find_initiative
from fivegates.actions.track_record import BiasesOf, biases_for_papers, track_records
from fivegates.domain.brief import (
    NOTHING_LEFT_OUT,
    Extent,
    InitiativeBrief,
    LeftOut,
    PaperSize,
    RenderedBrief,
)
from fivegates.domain.capacity.settings import require_capacity
from fivegates.domain.errors import UserError
from fivegates.domain.evidence_calendar import ProofsOf
from fivegates.domain.insights.heatmap import heatmap
from fivegates.domain.insights.overall import insights_of
from fivegates.domain.language import Language
from fivegates.domain.natural_order import NaturalKey, natural_key
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.portfolio.pack import WHOLE_PACK, PackExtent, PackFront, RequestedDecision
from fivegates.domain.review.review import Case
from fivegates.domain.track_record.record import TrackRecord, combined
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.wording.pack import asked_text
from fivegates.resources import read_resource


def gather_front(
    opened: OpenPortfolio, today: date, language: Language, extent: PackExtent = WHOLE_PACK
) -> PackFront:
    """Gather the front of a pack on the portfolio, or on the chosen initiatives, as of today.

    Redaction for others is applied on rendering.

    Raises UserError when nothing of it has been reviewed yet, a sealed review was altered, or the
    capacity plan is asked for and the portfolio keeps none.
    """
    every, held = list(gather_cases(opened, today)), overview.settings(opened)
    meeting = paper_meetings(opened).pack
    portfolio = portfolio_of((pair for pair in every if extent.holds(pair[0].initiative)), today)
    marks = heatmap(portfolio.lines, today)
    if not marks.reviewed:
        raise UserError("No initiative has been reviewed yet, so there is nothing to put into a pack.")
    found = {of.id: (of, assess(case)) for of, case in portfolio.cases if case is not None}
    front = PackFront(
        held.title,
        meeting.marking(held.marking),
        f"Fivegates {__version__}",
        today,
        gather_summary(opened, portfolio.lines, today),
        marks,
        insights_of(portfolio.cases),
        tuple(sorted(filter(_held_by(extent), all_proofs(opened, today)), key=_first_to_fall)),
        (),
        portfolio.lines,
        extent,
        len(every) - len(portfolio.lines),
        _track(opened, today, extent) if extent.track_record else None,
        sources(opened),
        _capacity(opened, every, today, extent),
        broken_on(opened, (pair for pair in every if extent.holds(pair[0].initiative)), today),
        meeting,
        held.letterhead,
    )
    front = replace(front, withheld=_withheld(opened, front, language))
    ordered = (found[each.id] for each in front.reviewed)
    asked = (
        RequestedDecision(of, each.verdict.state, asked_text(each, of, language)) for of, each in ordered
    )
    return replace(front, asked=tuple(asked))


def _withheld(opened: OpenPortfolio, front: PackFront, language: Language) -> LeftOut:
    """The details that the pack redacts for others: names in its briefs, and of other initiatives."""
    if not front.extent.omitted:
        return NOTHING_LEFT_OUT
    about = {each.initiative.id for each in front.lines}
    briefs = (gather_brief(opened, each.id, day=front.dated, tracked=False) for each in front.reviewed)
    return withheld_of(opened, briefs, front.extent.omitted, about, language)


def _capacity(
    opened: OpenPortfolio,
    every: list[tuple[OverviewLine, Case | None]],
    today: date,
    extent: PackExtent,
) -> PlanToMake | None:
    """The capacity plan of the whole portfolio; None where it is unwanted, or optional and not computable.

    Raises UserError where it is requested and cannot be computed.
    """
    settings = sound_settings(opened, extent.plan or capacity_settings(opened))
    try:
        require_capacity(settings, today)
    except UserError:
        if extent.capacity:
            raise
        return None
    if extent.capacity is None and extent.initiatives:
        return None
    currency = overview.settings(opened).currency
    return PlanToMake(tuple(planned_of(opened, every, today)), settings, currency, today)


def _track(opened: OpenPortfolio, today: date, extent: PackExtent) -> TrackRecord:
    """The track record of the initiatives that a pack is about, archived ones too where it is about all."""
    found = track_records(opened, today)
    return combined((record for initiative, record in found if extent.holds(initiative)), today)


def named_initiatives(opened: OpenPortfolio, codes: str | None) -> tuple[int, ...]:
    """The ids of the initiatives with these comma-separated codes, each once; empty without any.

    Raises UserError for a code that no initiative has.
    """
    named = [code.strip() for code in (codes or "").split(",")]
    return tuple(dict.fromkeys(find_initiative(opened, code) for code in named if code))


def _held_by(extent: PackExtent) -> Callable[[ProofsOf], bool]:
    """Return a predicate: true for proofs of an initiative that is part of the pack."""
    return lambda proofs: extent.holds(proofs.initiative)


def _first_to_fall(of: ProofsOf) -> tuple[date, NaturalKey]:
    """The first verdict to fall comes first; those that do not fall come last, by name."""
    fall = of.calendar.fall
    return fall.last_day if fall else date.max, natural_key(of.initiative.name)


def gather_briefs(opened: OpenPortfolio, front: PackFront) -> Iterator[InitiativeBrief]:
    """The briefs of a pack in its order; each step reads one.

    Raises UserError when the file cannot be read, or a sealed review was altered.
    """
    biases = biases_for_papers(opened)
    return (brief_of(opened, front, initiative.id, biases) for initiative in front.with_brief)


def brief_of(
    opened: OpenPortfolio, front: PackFront, initiative_id: int, biases: BiasesOf | None = None
) -> InitiativeBrief:
    """Return a brief of a pack, with the pack's classification if it has one."""
    found = gather_brief(opened, initiative_id, day=front.dated, biases=biases)
    marking = front.meeting.marking(found.marking)
    found = in_extent(opened, found, front.extent.briefs or Extent())
    return replace(
        found,
        marking=marking,
        omitted=front.withheld.omitted,
        roles=front.withheld.roles,
    )


@with_rare_collection()
def render_pack(
    front: PackFront,
    briefs: Iterable[InitiativeBrief],
    language: Language,
    paper: PaperSize,
    tick: Callable[[int], object],
) -> RenderedBrief:
    """Render the pack as a PDF, in several processes where that is faster.

    `tick` receives how many briefs are rendered; an exception from it aborts the work and cleans up.
    """
    from fivegates.briefs.pack.brief import PackOrder, render

    order = PackOrder(language, paper, read_resource("styles/palette.toml"))
    return render(front, briefs, order, tick)


def pack_file_name(front: PackFront) -> str:
    """A file name that sorts by date: `portfolio-pack-2026-05-12.pdf`."""
    return f"portfolio-pack-{front.dated.isoformat()}.pdf"
