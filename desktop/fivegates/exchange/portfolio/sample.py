"""Parses the sample portfolio: a TOML file for the portfolio and one for each initiative."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from fivegates.domain.initiative.decisions import ConditionState, Decision
from fivegates.domain.initiative.evidence_files import digest_of
from fivegates.domain.initiative.initiative import Action, ActionStatus, Stage
from fivegates.domain.review.case import draft_case
from fivegates.domain.review.chain import NOTHING_BEFORE, seal_after
from fivegates.domain.review.review import Case, ChainHead, InitiativeRecord, Portfolio, Seal
from fivegates.domain.review.sealed_record import record_to_seal
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import rubric_to_plain
from fivegates.exchange.json_text import exact_number
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.portfolio.reading import RecordReader, assemble, check_head, check_record, read_head
from fivegates.exchange.portfolio.record_json import read_moment

SAMPLE_TEXTS: Final = frozenset(
    {
        "approver",
        "business_unit",
        "by",
        "condition",
        "data",
        "decision_asked",
        "expand",
        "instead",
        "marking",
        "measure",
        "name",
        "note",
        "owner",
        "penalties",
        "problem",
        "rationale",
        "reason",
        "reference",
        "requester",
        "result",
        "risk",
        "source",
        "sponsor",
        "statement",
        "stop",
        "summary",
        "tags",
        "text",
        "title",
        "unit",
        "what",
        "whose_time",
        "without_ai",
    }
)
"""The keys that hold a text to read; the others hold ids, days, figures and words of the format."""


def with_texts(value: object, say: Callable[[str], str], key: str = "") -> object:
    """The plain data with each text translated by `say`; keys, days and figures stay unchanged.

    The name of a risk class stays too: it is that of shipped data, which is translated where it is shown.
    """
    match value:
        case dict():
            keys = {name: "" if (key, name) == ("risk_classes", "name") else name for name in value}
            return {name: with_texts(held, say, keys[name]) for name, held in value.items()}
        case list():
            return [with_texts(each, say, key) for each in value]
        case str() if value and key in SAMPLE_TEXTS:
            return say(value)
    return value


LEDGER_TABLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"cost": ("costs", "amount"), "usage": ("usage", "units"), "benefit": ("benefits", "amount")}
)
"""Tables of monthly figures, each with the list of the portfolio JSON and the field that they fill."""


@dataclass(frozen=True, slots=True)
class Span:
    """An action was agreed on `since`, and done or dropped on `closed`."""

    since: date = date.min
    closed: date = date.max


@dataclass(frozen=True, slots=True)
class Known:
    """The days from which the states of a decision's conditions and the results of its figures are known."""

    conditions: tuple[date, ...]
    thresholds: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the source: plain data, with what the portfolio itself does not store taken out.

    `spans` are those of the actions, `known` those of the decisions and `stages` those at each review (None
    where it is today's), all in the file's order. `contents` are files of evidence by SHA-256.
    """

    plain: dict[str, object]
    spans: tuple[Span, ...]
    known: tuple[Known, ...]
    stages: tuple[Stage | None, ...]
    contents: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Wording:
    """The language of a sample: `say` translates each of its texts.

    `folder` holds the files of evidence that are there in that language; the others are taken as they are.
    """

    say: Callable[[str], str] = str
    folder: Path | None = None

    def file(self, name: str, usual: Path) -> Path:
        """Return the path of the evidence file in this language, else of the default one."""
        own = self.folder / name if self.folder else usual / name
        return own if own.is_file() else usual / name


AS_WRITTEN = Wording()


def parsed(path: Path, wording: Wording = AS_WRITTEN) -> dict[str, object]:
    """Parse a TOML file with exact numbers, and its texts as `wording` has them."""
    plain = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=exact_number)
    return {key: with_texts(value, wording.say, key) for key, value in plain.items()}


def read_source(path: Path, wording: Wording = AS_WRITTEN) -> Source:
    """Read an initiative's file; faults in it are left to the parser of its plain data."""
    plain = _by_line(parsed(path, wording))
    contents: dict[str, bytes] = {}
    for evidence in _tables(plain, "evidence"):
        contents.update(_take_file(evidence, path.parent, wording))
    spans = tuple(map(_take_span, _tables(plain, "actions")))
    known = tuple(map(_take_known, _tables(plain, "decisions")))
    return Source(plain, spans, known, tuple(map(_take_stage, _tables(plain, "reviews"))), contents)


def actions_on(actions: Sequence[Action], spans: Sequence[Span], day: date) -> tuple[Action, ...]:
    """The actions agreed by a day, those open that were closed after it."""
    return tuple(
        replace(action, status=ActionStatus.OPEN) if day < span.closed < date.max else action
        for action, span in zip(actions, spans, strict=True)
        if span.since <= day
    )


def decisions_on(decisions: Sequence[Decision], known: Sequence[Known], day: date) -> tuple[Decision, ...]:
    """The decisions without the states and results that became known after a day."""
    return tuple(
        replace(
            decision,
            conditions=tuple(
                condition if since <= day else replace(condition, state=ConditionState.OPEN, note="")
                for condition, since in zip(decision.conditions, of_decision.conditions, strict=True)
            ),
            thresholds=tuple(
                threshold if since <= day else replace(threshold, result="")
                for threshold, since in zip(decision.thresholds, of_decision.thresholds, strict=True)
            ),
        )
        for decision, of_decision in zip(decisions, known, strict=True)
    )


def _tables(plain: Mapping[str, object], key: str) -> list[dict[str, object]]:
    """The tables of a list, and none where it is something else."""
    items = plain.get(key)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _take_span(action: dict[str, object]) -> Span:
    """Remove the days from an action: the portfolio itself does not store them."""
    return Span(_take_day(action, "since"), _take_day(action, "closed", date.max))


def _take_known(decision: dict[str, object]) -> Known:
    """Remove the days from a decision's conditions and thresholds."""
    conditions, thresholds = _tables(decision, "conditions"), _tables(decision, "thresholds")
    return Known(
        tuple(_take_day(each, "known") for each in conditions),
        tuple(_take_day(each, "known") for each in thresholds),
    )


def _take_day(table: dict[str, object], key: str, default: date = date.min) -> date:
    """Remove a day from a table; `default` where it has none."""
    day = table.get(key)
    if type(day) is not date:
        return default
    del table[key]
    return day


def _take_stage(review: dict[str, object]) -> Stage | None:
    """Remove and return the stage in the data of a final review."""
    final = review.get("final")
    stage = final.get("stage") if isinstance(final, dict) else None
    if not isinstance(final, dict) or stage not in list(Stage):
        return None
    del final["stage"]
    return Stage(str(stage))


def _take_file(evidence: dict[str, object], folder: Path, wording: Wording) -> dict[str, bytes]:
    """Replace a file's name by its record; return its content."""
    name = evidence.get("file")
    if not isinstance(name, str):
        return {}
    content = wording.file(name, folder).read_bytes()
    digest = digest_of(content)
    evidence["file"] = {"name": name, "sha256": digest, "size": len(content)}
    return {digest: content}


def _by_line(fields: dict[str, object]) -> dict[str, object]:
    """Make a line of each month of the ledger tables, table by table and month by month."""
    plain = {key: value for key, value in fields.items() if key not in LEDGER_TABLES}
    for key, (lines, figure) in LEDGER_TABLES.items():
        tables = fields.get(key, [])
        plain[lines] = list(_lines(tables, figure)) if isinstance(tables, list) else tables
    return plain


def _lines(tables: list[object], figure: str) -> Iterator[object]:
    """The lines of all tables of one kind."""
    for table in tables:
        yield from _months(table, figure)


def _months(table: object, figure: str) -> Iterator[object]:
    """Yield a line per month; a table without months stays unchanged."""
    months = table.get("by_month") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(months, dict):
        yield table
        return
    fields = {key: value for key, value in table.items() if key not in {"by_month", "each"}}
    for month, value in months.items():
        yield {**fields, "date": f"{month}-01", figure: value, **_of_all(table.get("each"), value)}


def _of_all(each: object, units: object) -> dict[str, object]:
    """The total of so many units, where the table gives the figure of each."""
    if not isinstance(each, dict) or not isinstance(units, int):
        return {}
    return {key: count * units if isinstance(count, int) else count for key, count in each.items()}


HEAD_FILE = "portfolio.toml"


def read_sample(folder: Path, default_rubric: Rubric, wording: Wording = AS_WRITTEN) -> Portfolio:
    """Read the sample in `folder`, with the initiatives in the order of their files' names.

    The fields are those of the portfolio JSON, but for what `sample_source` reads, and of a seal only by
    whom and when. Raises DataError naming the file and every problem in it.
    """
    read = partial(read_head, default_rubric=default_rubric)
    head_file = folder / HEAD_FILE
    plain = _with_rubrics(parsed(head_file, wording), folder, default_rubric)
    head = read_whole(plain, HEAD_FILE, read, check_head)
    reader = RecordReader(head, _read_mark)
    files = sorted(path for path in folder.glob("*.toml") if path != head_file)
    sources = [read_source(path, wording) for path in files]
    records = [
        read_whole(source.plain, path.name, reader.read, check_record)
        for path, source in zip(files, sources, strict=True)
    ]
    contents = {digest: content for source in sources for digest, content in source.contents.items()}
    return _chained(replace(assemble(head, tuple(records)), contents=contents), sources)


def _with_rubrics(plain: dict[str, object], folder: Path, default_rubric: Rubric) -> dict[str, object]:
    """Put the default rubric, and those of the files that `rubric_files` names, among the portfolio's own."""
    names = plain.pop("rubric_files", [])
    if not isinstance(names, list):
        return plain
    others = [parsed(folder / str(name)) for name in names]
    return {**plain, "rubrics": [rubric_to_plain(default_rubric), *others]} if others else plain


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
        record = _record_at(portfolio.records[place], index, sources[place])
        case = _case(portfolio, record, index)
        held = record_to_seal(
            record, case.review, portfolio.settings.currency, portfolio.rates, portfolio.price_books
        )
        seal = seal_after(last, case, record.initiative, mark.by, at, held)
        portfolio = _with_seal(portfolio, place, index, seal)
        last = ChainHead(seal.number, seal.hash)
    return portfolio


def _record_at(record: InitiativeRecord, index: int, source: Source) -> InitiativeRecord:
    """A record as it was when a review was made final: actions, decisions and stage are of its day."""
    day = record.reviews[index].dated
    stage = source.stages[index] or record.initiative.stage
    return replace(
        record,
        initiative=replace(record.initiative, stage=stage),
        actions=actions_on(record.actions, source.spans, day),
        decisions=decisions_on(record.decisions, source.known, day),
    )


def _case(portfolio: Portfolio, record: InitiativeRecord, index: int) -> Case:
    """A review with what was recorded about its initiative by its day."""
    review = record.reviews[index]
    rubric = next(
        r for r in portfolio.rubrics if (r.id, r.version) == (review.rubric_id, review.rubric_version)
    )
    return draft_case(record, review, rubric, portfolio.settings.currency, portfolio.rates)


def _with_seal(portfolio: Portfolio, place: int, index: int, seal: Seal) -> Portfolio:
    """The portfolio with one review final."""
    records = list(portfolio.records)
    reviews = list(records[place].reviews)
    reviews[index] = replace(reviews[index], seal=seal)
    records[place] = replace(records[place], reviews=tuple(reviews))
    return replace(portfolio, records=tuple(records))
