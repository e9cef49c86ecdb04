"""The texts in the search index: of an initiative, or shared by all initiatives."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.search import HitKind, Place
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.columns import list_value
from fivegates.store.records.reviews import read_rubrics


class Source(NamedTuple):
    """A kind of record: its fields, and the query for them by the id of an initiative.

    The query gives the id to which a hit leads, the criterion or '', and then the fields in this order.
    """

    kind: HitKind
    places: tuple[Place, ...]
    sql: str


class Entry(NamedTuple):
    """The texts of one record, in the order of its kind's fields, with `BETWEEN` between them."""

    kind: HitKind
    initiative_id: int
    criterion: str
    record_id: int
    texts: str


Shipped = Callable[[str], str]
"""Translates a text that comes with Fivegates; any other stays as it is."""
BETWEEN: Final = "\x1f"
_P = Place
# A rationale that is carried from review to review is held once, at the newest review that has it; lines of a
# ledger that have the same texts are held once, at the last one.
_MEETING: Final = (_P.AGENDA_ITEM, _P.REFERENCE, _P.MEETING, _P.PRESENTER, _P.MINUTE, _P.MARKING)
_MATTER: Final = "agenda_item, reference, meeting, presenter, minute, classification"
SOURCES: Final = (
    Source(
        HitKind.INITIATIVE,
        (
            _P.NAME,
            _P.CODE,
            _P.SUMMARY,
            _P.BUSINESS_UNIT,
            _P.SPONSOR,
            _P.PROVIDERS,
            _P.MODELS,
            _P.UNIT,
            _P.TAGS,
        ),
        "SELECT id, '', name, code, summary, business_unit, sponsor, providers, models, unit, tags "
        "FROM initiative WHERE id = ?",
    ),
    Source(
        HitKind.DECISION,
        (_P.RATIONALE, _P.BY),
        "SELECT id, '', rationale, \"by\" FROM decision WHERE initiative_id = ?",
    ),
    Source(
        HitKind.CONDITION,
        (_P.TEXT, _P.OWNER, _P.NOTE),
        "SELECT decision_id, '', text, owner, note FROM decision "
        "JOIN condition ON condition.decision_id = decision.id WHERE initiative_id = ?",
    ),
    Source(
        HitKind.THRESHOLD,
        (_P.MEASURE, _P.FIGURES, _P.RESULT),
        "SELECT decision_id, '', measure, expand || ' ' || stop, result FROM decision "
        "JOIN threshold ON threshold.decision_id = decision.id WHERE initiative_id = ?",
    ),
    Source(
        HitKind.WAIVER,
        (_P.REASON, _P.REQUESTER, _P.APPROVER, _P.CONDITION, _P.REVOCATION),
        "SELECT id, criterion, reason, requester, approver, condition, "
        "trim(revoked_by || ' ' || revoked_why) FROM waiver WHERE initiative_id = ?",
    ),
    Source(
        HitKind.RISK_CLASS,
        (_P.REASON, _P.BY, _P.NAME),
        "SELECT id, '', reason, \"by\", name || ' ' || cites FROM risk_class WHERE initiative_id = ?",
    ),
    Source(
        HitKind.ACTION,
        (_P.TITLE, _P.OWNER),
        'SELECT id, criterion, title, owner FROM "action" WHERE initiative_id = ?',
    ),
    Source(
        HitKind.EVIDENCE,
        (_P.TITLE, _P.NOTE, _P.REFERENCE, _P.FILE),
        "SELECT id, criterion, title, note, reference, file_name FROM evidence WHERE initiative_id = ?",
    ),
    Source(
        HitKind.RATIONALE,
        (_P.RATIONALE, _P.NOT_APPLICABLE, _P.APPROVER),
        "SELECT max(review_id), criterion, rationale, not_applicable_reason, not_applicable_approver "
        "FROM review JOIN score ON score.review_id = review.id WHERE initiative_id = ? "
        "AND (rationale <> '' OR not_applicable_reason IS NOT NULL) GROUP BY 2, 3, 4, 5",
    ),
    Source(
        HitKind.COMMENT,
        (_P.TEXT, _P.BY),
        'SELECT id, criterion, text, "by" FROM comment WHERE initiative_id = ?',
    ),
    Source(HitKind.CHANGE, (_P.TEXT,), "SELECT id, '', summary FROM change WHERE initiative_id = ?"),
    Source(
        HitKind.FORECAST,
        (_P.TEXT, _P.BY, _P.NOTE),
        "SELECT id, '', statement, \"by\", note FROM forecast WHERE initiative_id = ?",
    ),
    Source(
        HitKind.SCENARIO,
        (_P.NAME, _P.MODEL, _P.NOTE),
        "SELECT id, '', name, model, note FROM scenario WHERE initiative_id = ?",
    ),
    Source(
        HitKind.REVIEW,
        (_P.REVIEWER, _P.DECISION_ASKED, _P.CORRECTION, _P.FINAL_BY),
        "SELECT max(review.id), '', reviewer, decision_asked, correction, seal.\"by\" "
        "FROM review LEFT JOIN seal ON seal.review_id = review.id WHERE initiative_id = ? "
        "GROUP BY 3, 4, 5, 6",
    ),
    # An answer that is carried from round to round is held once.
    Source(
        HitKind.PANEL,
        (_P.NAME, _P.ROLE, _P.QUESTION, _P.RATIONALE, _P.NOT_APPLICABLE, _P.APPROVER),
        "WITH held AS (SELECT panel.id, review_id, questions FROM panel "
        "JOIN review ON review.id = review_id WHERE initiative_id = ?) "
        "SELECT review_id, '', name, role, '', '', '', '' FROM held JOIN ballot ON panel_id = held.id "
        "UNION SELECT review_id, '', '', '', CAST(value AS TEXT), '', '', '' "
        "FROM held, json_each(CASE WHEN json_valid(questions) THEN questions ELSE '[]' END) "
        "UNION SELECT review_id, criterion, '', '', '', "
        "rationale, not_applicable_reason, not_applicable_approver "
        "FROM held JOIN ballot ON panel_id = held.id JOIN ballot_score ON ballot_id = ballot.id "
        "UNION SELECT review_id, criterion, '', '', '', "
        "rationale, not_applicable_reason, not_applicable_approver "
        "FROM held JOIN settlement ON panel_id = held.id",
    ),
    Source(
        HitKind.BENEFIT,
        (_P.DESCRIPTION, _P.SOURCE, _P.NOTE),
        "SELECT max(id), '', what, source, note FROM benefit WHERE initiative_id = ? GROUP BY 3, 4, 5",
    ),
    Source(
        HitKind.COST,
        (_P.SOURCE, _P.NOTE, _P.ATTRIBUTED_TO),
        "SELECT max(id), '', source, note, attributed_to FROM cost WHERE initiative_id = ? GROUP BY 3, 4, 5",
    ),
    Source(
        HitKind.USAGE,
        (_P.MODEL, _P.UNIT, _P.SOURCE, _P.NOTE),
        "SELECT max(id), '', model, unit, source, note FROM usage WHERE initiative_id = ? "
        "GROUP BY 3, 4, 5, 6",
    ),
    Source(
        HitKind.MEETING,
        _MEETING,
        f"SELECT initiative_id, '', {_MATTER} FROM brief_meeting WHERE initiative_id = ?",  # noqa: S608
    ),
)
SHARED_SOURCES: Final = (
    Source(
        HitKind.PORTFOLIO,
        (_P.TITLE, _P.MARKING, _P.LEGAL_ENTITY),
        "SELECT 0, '', title, marking, legal_entity FROM portfolio",
    ),
    Source(
        HitKind.PRICE_BOOK,
        (_P.SOURCE, _P.MODELS, _P.PROVIDERS, _P.NOTES),
        "SELECT id, '', source, "
        "(SELECT group_concat(model, ' · ') FROM price WHERE price_book_id = book.id), "
        "(SELECT group_concat(provider, ' · ') FROM "
        "(SELECT DISTINCT provider FROM price WHERE price_book_id = book.id)), "
        "(SELECT group_concat(note, ' · ') FROM "
        "(SELECT DISTINCT note FROM price WHERE price_book_id = book.id AND note <> '')) "
        "FROM price_book AS book",
    ),
    Source(HitKind.RATE, (_P.SOURCE,), "SELECT max(id), '', source FROM rate GROUP BY source"),
    Source(
        HitKind.FRAMEWORK,
        (_P.NAME, _P.SOURCE, _P.NOT_COVERED, _P.ITEMS),
        "SELECT id, '', name || ' ' || version || ' ' || code, source, not_covered, "
        "(SELECT group_concat(trim(ref || ' ' || title || ' ' || part || ' ' || not_covered), ' · ') "
        "FROM framework_item WHERE framework_id = framework.id) FROM framework",
    ),
    Source(
        HitKind.IDEA,
        (_P.TITLE, _P.PROBLEM, _P.WITHOUT_AI, _P.OWNER, _P.BY, _P.VALUE, _P.DATA, _P.RATIONALE),
        "SELECT id, '', title, problem, without_ai, owner, \"by\" || ' ' || decided_by, "
        "whose_time || ' ' || instead || ' ' || risk || ' ' || penalties, data, reason FROM idea",
    ),
    Source(HitKind.CAPACITY, (_P.OWNER,), "SELECT DISTINCT capacity_id, '', name FROM capacity_owner"),
    Source(HitKind.PAPER_MEETING, _MEETING, f"SELECT 0, '', {_MATTER} FROM paper_meeting"),  # noqa: S608
)
"""The shared sources; their queries take no id."""
_LISTS: Final = {HitKind.INITIATIVE: (5, 6, 8)}
"""The numbers of the fields of a kind that are stored as JSON."""
PLACES: Final = {source.kind: source.places for source in (*SOURCES, *SHARED_SOURCES)} | {
    HitKind.CRITERION: (_P.TITLE, _P.QUESTION, _P.GUIDANCE, _P.LEVELS) * 2
}
"""The fields of each kind of record, in the order of an entry's texts."""


def entries_of(file: PortfolioFile, initiative_id: int, shipped: Shipped = str) -> Iterator[Entry]:
    """The texts of one initiative; for 0 what is shared. The file is to be held still.

    A criterion is held as `shipped` translates it, and as the file has it.
    Raises sqlite3.Error when it cannot be read.
    """
    if not initiative_id:
        criteria = (each for rubric in reversed(read_rubrics(file)) for each in rubric.criteria)
        # What two versions of a rubric have in common is there once.
        yield from dict.fromkeys(_criterion_entry(each, shipped) for each in criteria)
    values = (initiative_id,) if initiative_id else ()
    for source in SOURCES if initiative_id else SHARED_SOURCES:
        lists = _LISTS.get(source.kind, ())
        for record_id, criterion, *fields in file.execute(source.sql, values).fetchall():
            for number in lists:
                fields[number] = ", ".join(list_value(fields[number]))
            if any(fields):
                yield Entry(source.kind, initiative_id, criterion, record_id, _joined(fields))


def _criterion_entry(criterion: Criterion, shipped: Shipped) -> Entry:
    """The texts of a criterion as they are translated, then as they are, where that is not the same."""
    texts, translated = _criterion_texts(criterion, str), _criterion_texts(criterion, shipped)
    both = texts if translated == texts else (*translated, *texts)
    return Entry(HitKind.CRITERION, 0, criterion.id, 0, _joined(both))


def _criterion_texts(criterion: Criterion, shipped: Shipped) -> tuple[str, ...]:
    """Title, question, guidance and levels."""
    guidance = (
        criterion.why,
        criterion.evidence_enough,
        criterion.evidence_not_enough,
        criterion.next_step,
        *criterion.friction,
        criterion.risk,
    )
    levels = (level.text for level in criterion.levels)
    return (
        shipped(criterion.title),
        shipped(criterion.question),
        " · ".join(shipped(text) for text in guidance if text),
        " · ".join(map(shipped, levels)),
    )


def _joined(fields: Sequence[str | None]) -> str:
    """The texts of an entry; a file that others wrote may hold what is between them."""
    joined = BETWEEN.join([text or "" for text in fields])
    if joined.count(BETWEEN) == len(fields) - 1:
        return joined
    return BETWEEN.join([(text or "").replace(BETWEEN, " ") for text in fields])
