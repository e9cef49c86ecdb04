"""The sample portfolio, read from its source: a TOML file for the portfolio and one for each initiative."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from fivegates.domain.cases import draft_case
from fivegates.domain.chain import NOTHING_BEFORE, seal_after
from fivegates.domain.reviews import Case, ChainHead, Portfolio, Seal
from fivegates.domain.rubric import Rubric
from fivegates.exchange.plain import Table, read_whole
from fivegates.exchange.portfolio_reading import (
    RecordReader,
    assemble,
    check_head,
    check_record,
    read_head,
)
from fivegates.exchange.sample_source import Source, Span, actions_on, parsed, read_source
from fivegates.exchange.seal_json import read_moment

HEAD_FILE = "portfolio.toml"


def read_sample(folder: Path, default_rubric: Rubric) -> Portfolio:
    """Read the sample in `folder`, with the initiatives in the order of their files' names.

    The fields are those of the portfolio JSON, but for what `sample_source` reads, and of a seal only by
    whom and when. Raises DataError naming the file and every problem in it.
    """
    head_file = folder / HEAD_FILE
    read = partial(read_head, default_rubric=default_rubric)
    head = read_whole(parsed(head_file), HEAD_FILE, read, check_head)
    reader = RecordReader(head, _read_mark)
    files = sorted(path for path in folder.glob("*.toml") if path != head_file)
    sources = [read_source(path) for path in files]
    records = [
        read_whole(source.plain, path.name, reader.read, check_record)
        for path, source in zip(files, sources, strict=True)
    ]
    contents = {digest: content for source in sources for digest, content in source.contents.items()}
    return _chained(replace(assemble(head, tuple(records)), contents=contents), sources)


def _read_mark(table: Table) -> Seal:
    """Read who made a review final and when; the rest of its seal is made once all are known."""
    by, at = table.text("by", required=True), read_moment(table, "at")
    return Seal(number=1, by=by, at=at, previous=NOTHING_BEFORE, hash=NOTHING_BEFORE, content="")


def _chained(portfolio: Portfolio, sources: Sequence[Source]) -> Portfolio:
    """Seal the final reviews in the order of their times."""
    links = [
        (review.seal.at, place, index, review.seal)
        for place, record in enumerate(portfolio.records)
        for index, review in enumerate(record.reviews)
        if review.seal is not None
    ]
    last: ChainHead | None = None
    for at, place, index, mark in sorted(links, key=lambda link: link[:3]):
        case = _case(portfolio, place, index, sources[place].spans)
        seal = seal_after(last, case, portfolio.records[place].initiative, mark.by, at)
        portfolio = _with_seal(portfolio, place, index, seal)
        last = ChainHead(seal.number, seal.hash)
    return portfolio


def _case(portfolio: Portfolio, place: int, index: int, spans: Sequence[Span]) -> Case:
    """A review with what was recorded about its initiative by its day."""
    record = portfolio.records[place]
    review = record.reviews[index]
    rubric = next(
        r for r in portfolio.rubrics if (r.id, r.version) == (review.rubric_id, review.rubric_version)
    )
    then = replace(record, actions=actions_on(record.actions, spans, review.dated))
    return draft_case(then, review, rubric, portfolio.settings.currency, portfolio.rates)


def _with_seal(portfolio: Portfolio, place: int, index: int, seal: Seal) -> Portfolio:
    """The portfolio with one review final."""
    records = list(portfolio.records)
    reviews = list(records[place].reviews)
    reviews[index] = replace(reviews[index], seal=seal)
    records[place] = replace(records[place], reviews=tuple(reviews))
    return replace(portfolio, records=tuple(records))
