"""Create an initiative brief: gather data on the main thread, render on any thread, save atomically."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from fivegates import __version__
from fivegates.actions.documents import file_type_of, save_document
from fivegates.actions.evidence_calendar import cases_until
from fivegates.actions.file.atomic_files import write_file
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.frameworks import frameworks
from fivegates.actions.garbage_collection import with_rare_collection
from fivegates.actions.overview import lines, settings
from fivegates.actions.queries import (
    assessment,
    chain_head,
    find_review,
    latest_review,
    price_books,
    rates,
    record,
)
from fivegates.actions.rubrics import criterion_titles
from fivegates.actions.track_record import BiasesOf, biases_for_papers, track_record, track_when_sealed
from fivegates.actions.two_days import both_assessed
from fivegates.domain.brief import (
    Chapter,
    Extent,
    FileType,
    InitiativeBrief,
    LeftOut,
    Omission,
    PaperSize,
    RenderedBrief,
    Unprintable,
)
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.language import Language
from fivegates.domain.passwords import check_password
from fivegates.domain.redaction import left_out_of
from fivegates.domain.review.case import sealed_record
from fivegates.domain.review.history import final_until
from fivegates.domain.review.sealed_record import SealedRecord
from fivegates.domain.two_days import seen_from
from fivegates.resources import read_resource


def gather_brief(  # noqa: PLR0913 - the two named last are what several briefs have in common
    opened: OpenPortfolio,
    initiative_id: int,
    review_id: int | None = None,
    day: date | None = None,
    *,
    tracked: bool = True,
    biases: BiasesOf | None = None,
) -> InitiativeBrief:
    """Gather the data of a brief on one review (by default the latest), and on that review as of a day.

    Only the latest review can be viewed as of a later day. Without `tracked`, a draft has no track record,
    the slowest part to compute; `biases` computes part of it for several briefs at once. Raises UserError
    when the initiative or the review is gone, or there is none yet.
    """
    of = record(opened, initiative_id)
    review = latest_review(of) if review_id is None else find_review(of, review_id)
    found, on_day = assessment(opened, of, review), None
    if day is not None and review == latest_review(of):
        on_day = both_assessed(opened, of, review, day).on_day
        found = seen_from(found, on_day.case)
    held = settings(opened)
    brief = InitiativeBrief(
        of,
        found,
        of.meeting.marking(held.marking),
        f"Fivegates {__version__}",
        currency=held.currency,
        rates=rates(opened),
        price_books=price_books(opened),
        earlier=cases_until(opened, of, review)[:-1],
        chain=chain_head(opened),
        on_day=on_day,
        day_rate=held.day_rate,
        frameworks=frameworks(opened),
        letterhead=held.letterhead,
    )
    sealed = sealed_record(review)
    if sealed is not None:
        return _as_sealed(opened, brief, sealed)
    if review.seal is not None or not tracked:
        return brief
    on = max(day or review.dated, review.dated)
    find = biases or biases_for_papers(opened)
    return replace(brief, track=track_record(opened, of, on), biases=find(of, on))


def _as_sealed(opened: OpenPortfolio, brief: InitiativeBrief, sealed: SealedRecord) -> InitiativeBrief:
    """The brief of a final review from its sealed data; earlier reviews only where they were final then."""
    review = brief.assessment.case.review
    then = replace(brief.record, reviews=final_until(brief.record, review))
    return replace(
        brief,
        record=sealed.restored(brief.record),
        currency=sealed.currency,
        rates=RateTable(sealed.rates),
        price_books=sealed.price_books,
        earlier=cases_until(opened, then, review)[:-1],
        as_sealed=True,
        day_rate=brief.day_rate if brief.on_day and sealed.currency == brief.currency else None,
        track=track_when_sealed(opened, brief.record, review),
        biases=sealed.biases,
    )


def in_extent(opened: OpenPortfolio, brief: InitiativeBrief, extent: Extent) -> InitiativeBrief:
    """The brief in an extent, with the titles of all criteria where that has the chapter on frameworks."""
    titles = criterion_titles(opened) if extent.has(Chapter.FRAMEWORKS) else ()
    return replace(brief, extent=extent, criterion_titles=titles)


def for_others(opened: OpenPortfolio, brief: InitiativeBrief, omitted: Iterable[Omission]) -> InitiativeBrief:
    """The brief with these details redacted; `render_brief` verifies that in the finished file."""
    others = _names_but(opened, {brief.record.initiative.id})
    return replace(brief, omitted=frozenset(omitted), others=others)


def withheld_of(
    opened: OpenPortfolio,
    briefs: Iterable[InitiativeBrief],
    omitted: Collection[Omission],
    about: Collection[int],
    language: Language,
) -> LeftOut:
    """The details to redact in a paper on the initiatives with the ids `about`; `briefs` are their briefs."""
    others = _names_but(opened, about)
    return left_out_of((replace(brief, others=others) for brief in briefs), omitted, language)


def _names_but(opened: OpenPortfolio, about: Collection[int]) -> tuple[str, ...]:
    """Names and codes of all initiatives but those with these ids."""
    others = [line.initiative for line in lines(opened) if line.initiative.id not in about]
    return tuple(text for each in others for text in (each.name, each.code))


@with_rare_collection()
def render_brief(brief: InitiativeBrief, language: Language, paper: PaperSize) -> RenderedBrief:
    """Render the brief as a PDF; pure, so it may run in a worker.

    Raises UserError where the finished file still contains a redacted detail.
    """
    from fivegates.briefs.initiative.brief import render

    return render(brief, language, paper, read_resource("styles/palette.toml"))


def brief_file_name(brief: InitiativeBrief) -> str:
    """The file name, which sorts by initiative and date: `claims-triage-brief-2026-05-12.pdf`."""
    code = brief.record.initiative.code.lower()
    return f"{code}-brief-{brief.assessment.case.review.dated.isoformat()}.pdf"


def save_brief(rendered: RenderedBrief, path: Path, portfolio: Path, password: str | None = None) -> None:
    """Write the PDF, never over the portfolio; with a password it is encrypted.

    Raises UserError for a bad password, for a name that does not end in .pdf, or when it cannot be written;
    an older file is kept.
    """
    if file_type_of(path) is not FileType.PDF:
        raise UserError("Nothing was written: {file} is no name of a PDF. Use .pdf.", file=path)
    pdf = rendered.pdf if password is None else _protected(rendered.pdf, password)
    write_file(path, pdf, portfolio=portfolio)


def save_paper(
    made: RenderedBrief | bytes, path: Path, portfolio: Path, password: str | None = None
) -> tuple[Unprintable, ...]:
    """Write a rendered paper: a PDF as `save_brief` does, or the bytes of another document.

    Returns the characters that a PDF shows as an empty box; other documents use the reader's own fonts.
    Raises UserError as `save_brief` and `save_document` do.
    """
    if isinstance(made, bytes):
        save_document(made, path, portfolio)
        return ()
    save_brief(made, path, portfolio, password)
    return made.unprintable


def _protected(pdf: bytes, password: str) -> bytes:
    """The PDF with a password. Raises UserError for a bad one."""
    from fivegates.briefs.typesetting.password import protected

    refuse(check_password(password))
    return protected(pdf, password)
