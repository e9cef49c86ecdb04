"""Serialises a whole portfolio as JSON and reads it back: lossless, and the same bytes each time.

`resources/schemas/portfolio-1.json` documents it. A file of a later version is refused.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Final, TypeAlias

from fivegates.domain.capacity.settings import CapacitySettings, check_capacity
from fivegates.domain.economics.assumptions import check_books
from fivegates.domain.economics.ledger_checks import check_rates
from fivegates.domain.errors import Problem, UserError, refuse, refuse_whole
from fivegates.domain.frameworks.framework import framework_clashes
from fivegates.domain.initiative.evidence_files import digest_of
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.portfolio.meeting import PaperMeetings, meetings_problems
from fivegates.domain.portfolio.settings import DEFAULT_HISTORY_DAYS
from fivegates.domain.review.chain import first_fault
from fivegates.domain.review.review import InitiativeRecord, Portfolio, Review
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import rubric_to_plain
from fivegates.exchange.evidence.contents import refusal
from fivegates.exchange.json_text import Plain, compact, parse_json, write_json
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.portfolio.reading import (
    RecordReader,
    assemble,
    check_codes,
    check_record,
    read_head,
    read_meeting_details,
)
from fivegates.exchange.portfolio.record_json import book_to_plain, reader, record_to_plain


def contents_to_plain(contents: Mapping[str, bytes]) -> list[dict[str, object]]:
    """All contents, in the order of their digests."""
    return [
        {"sha256": digest, "content": base64.b64encode(contents[digest]).decode("ascii")}
        for digest in sorted(contents)
    ]


def read_contents(table: Table) -> dict[str, bytes]:
    """Read the contents of a portfolio's files, by digest."""
    return {
        digest_of(content): content for content in table.many("files", _read_content, lambda _content: ())
    }


def file_content_problems(portfolio: Portfolio) -> Iterator[Problem]:
    """Find files whose content is missing, differs from its record, or would be refused."""
    for number, record in enumerate(portfolio.records):
        for index, evidence in enumerate(record.evidence):
            if evidence.file is not None:
                place = f"initiatives[{number}].evidence[{index}].file"
                yield from _problems(place, evidence.file, portfolio.contents)


def _problems(place: str, file: EvidenceFile, contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """The problems of one file's content."""
    content = contents.get(file.digest)
    if content is None:
        yield Problem(f"{place}.sha256", UserError("The content of this file is missing under “files”."))
    elif len(content) != file.size:
        reason = UserError(
            "The file has {size} bytes, not {expected}.", size=len(content), expected=file.size
        )
        yield Problem(f"{place}.size", reason)
    elif fault := refusal(file.name, content):
        yield Problem(f"{place}.name", fault)


def _read_content(table: Table) -> bytes:
    """Read one content, and verify its digest."""
    digest, text = table.text("sha256", required=True), table.text("content", required=True)
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        table.note("content", UserError("This is not base64."))
        return b""
    if digest_of(content) != digest:
        table.note("sha256", UserError("The content has another SHA-256, so it was altered."))
    return content


def portfolio_to_plain(portfolio: Portfolio) -> Plain:
    """Give the title, the marking, the rubrics and the initiatives, as they are stored."""
    rubrics = {(rubric.id, rubric.version): rubric for rubric in portfolio.rubrics}
    settings = portfolio.settings
    return compact(
        title=settings.title,
        marking=settings.marking,
        currency=settings.currency,
        day_rate=None if settings.day_rate is None else f"{settings.day_rate:f}",
        legal_entity=settings.legal_entity,
        accent=settings.accent,
        logo=settings.logo,
        history_days=None if settings.history_days == DEFAULT_HISTORY_DAYS else settings.history_days,
        rubric=_reference(settings.rubric_id, settings.rubric_version),
        rubrics=[rubric_to_plain(rubric) for rubric in portfolio.rubrics],
        rates=_all(portfolio.rates.rates),
        price_books=[book_to_plain(book) for book in portfolio.price_books],
        frameworks=_all(portfolio.frameworks),
        ideas=_all(portfolio.ideas),
        initiatives=[_record(record, rubrics) for record in portfolio.records],
        files=contents_to_plain(portfolio.contents),
        capacity=_capacity(portfolio.capacity),
        meetings=compact(
            comparison=record_to_plain(portfolio.meetings.comparison),
            pack=record_to_plain(portfolio.meetings.pack),
        ),
    )


def _reference(rubric_id: str, version: str) -> Plain:
    return {"id": rubric_id, "version": version}


def _capacity(settings: CapacitySettings) -> Plain:
    """The settings of the capacity plan; empty where none are stored."""
    return {} if settings == CapacitySettings() else record_to_plain(settings)


def _record(record: InitiativeRecord, rubrics: Mapping[tuple[str, str], Rubric]) -> Plain:
    return record_to_plain(record.initiative) | compact(
        evidence=_all(record.evidence),
        changes=_all(record.changes),
        actions=_all(record.actions),
        waivers=_all(record.waivers),
        risk_classes=_all(record.risk_classes),
        reviews=[_review(r, rubrics[r.rubric_id, r.rubric_version]) for r in record.reviews],
        costs=_all(record.ledger.costs),
        usage=_all(record.ledger.usage),
        benefits=_all(record.ledger.benefits),
        scenarios=_all(record.scenarios),
        decisions=_all(record.decisions),
        forecasts=_all(record.forecasts),
        meeting=record_to_plain(record.meeting),
        comments=_all(record.comments),
    )


def _all(records: Iterable[object]) -> list[Plain]:
    return [record_to_plain(record) for record in records]


def _review(review: Review, rubric: Rubric) -> Plain:
    """A review with its scores in the order of its rubric; scores of unknown criteria come last."""
    asked = [criterion.id for criterion in rubric.criteria if criterion.id in review.scores]
    scores = dict.fromkeys((*asked, *review.scores))
    return compact(
        date=review.dated.isoformat(),
        rubric=_reference(review.rubric_id, review.rubric_version),
        reviewer=review.reviewer,
        decision_asked=review.decision_asked,
        scores=compact(**{key: record_to_plain(review.scores[key], "criterion") for key in scores}),
        supersedes=review.supersedes,
        correction=review.correction,
        panel=review.panel and record_to_plain(review.panel),
        final=review.seal and record_to_plain(review.seal),
    )


FORMAT = "fivegates-portfolio"
VERSION = 1
MOST_INITIATIVES: Final = 10_000

Tick: TypeAlias = Callable[[int], None]
"""Receives the progress."""


def write_portfolio(portfolio: Portfolio) -> bytes:
    """Write a portfolio; reading it gives an equal one, but for the store's ids."""
    return write_json({"format": FORMAT, "version": VERSION, **portfolio_to_plain(portfolio)})


def read_portfolio(
    data: bytes, source: str, default_rubric: Rubric, tick: Tick = lambda _: None
) -> Portfolio:
    """Read a portfolio whose records have no ids yet; `source` names the file in messages.

    `default_rubric` is used where the file carries no rubrics. `tick` receives how many initiatives are read;
    an exception from it aborts the reading. Raises DataError with every problem.
    """
    plain = parse_json(data, source)
    _require_format(plain, source)
    return read_whole(plain, source, partial(_read, source, default_rubric, tick), _check)


def _require_format(plain: object, source: str) -> None:
    """Refuse any other format, and a later version, before reading further."""
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        reason = UserError("This is not a Fivegates portfolio: “format” is not “{format}”.", format=FORMAT)
        refuse_whole(source, reason)
    elif isinstance(plain.get("version"), int) and plain["version"] > VERSION:
        reason = UserError("This was written by a newer Fivegates. Update Fivegates to read it.")
        refuse((Problem("version", reason),), source)


def _read(source: str, default_rubric: Rubric, tick: Tick, table: Table) -> Portfolio:
    """Read the whole; reviews can be checked only where the head is valid."""
    table.text("format")
    if table.whole("version", required=True) not in (VERSION, None):
        table.note("version", UserError("Write {version}.", version=VERSION))
    head = read_head(table, default_rubric)
    refuse(tuple(table.problems), source)
    _require_bounded(table)
    refuse(tuple(table.problems), source)
    done = count(1)

    def read(each: Table) -> InitiativeRecord:
        tick(next(done))
        return RecordReader(head).read(each)

    portfolio = assemble(head, table.many("initiatives", read, check_record))
    capacity = table.one("capacity", reader(CapacitySettings)) or CapacitySettings()
    meetings = table.one("meetings", _read_meetings) or PaperMeetings()
    return replace(portfolio, contents=read_contents(table), capacity=capacity, meetings=meetings)


def _read_meetings(table: Table) -> PaperMeetings:
    """Read the meeting details of comparisons and packs."""
    return PaperMeetings(read_meeting_details(table, "comparison"), read_meeting_details(table, "pack"))


def _require_bounded(table: Table) -> None:
    """Refuse too many initiatives: reading a million takes minutes."""
    if sum(1 for _ in table.items("initiatives")) > MOST_INITIATIVES:
        reason = UserError("A portfolio holds at most {most} initiatives.", most=f"{MOST_INITIATIVES:,}")
        table.note("initiatives", reason)


def _check(portfolio: Portfolio) -> tuple[Problem, ...]:
    """Validate the portfolio as a whole."""
    return (
        *check_settings(portfolio.settings),
        *check_rates(portfolio.rates.rates),
        *check_books(portfolio.price_books),
        *framework_clashes(portfolio.frameworks),
        *check_codes(portfolio.records),
        *(Problem(f"capacity.{each.place}", each.reason) for each in check_capacity(portfolio.capacity)),
        *(Problem(f"meetings.{each.place}", each.reason) for each in meetings_problems(portfolio.meetings)),
        *_check_chain(portfolio),
        *file_content_problems(portfolio),
    )


def _check_chain(portfolio: Portfolio) -> tuple[Problem, ...]:
    """Verify the chain of final reviews; the first broken seal is reported."""
    fault = first_fault(portfolio)
    if fault is None:
        return ()
    return (Problem(f"initiatives[{fault.record}].reviews[{fault.review}].final", fault.reason),)
