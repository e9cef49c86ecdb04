"""The step that makes reviews last: seals of final reviews, corrections, decisions.

A review with a seal is final: triggers refuse to change it, its scores, its verdicts, its rubric and the
code of its initiative. They hold off slips of other programs; against intent there is the chain of hashes.
"""

from typing import Final

_FINAL: Final = "EXISTS (SELECT 1 FROM seal WHERE seal.review_id = {})"
_RUBRIC_IN_USE: Final = (
    "EXISTS (SELECT 1 FROM review JOIN seal ON seal.review_id = review.id "
    "WHERE review.rubric_id = OLD.id AND review.rubric_version = OLD.version)"
)
_INITIATIVE_IN_USE: Final = (
    "EXISTS (SELECT 1 FROM review JOIN seal ON seal.review_id = review.id "
    "WHERE review.initiative_id = OLD.id)"
)


def _trigger(name: str, event: str, condition: str) -> str:
    """Refuse an event while the condition holds."""
    return f"""CREATE TRIGGER {name} BEFORE {event} WHEN {condition}
BEGIN SELECT RAISE(ABORT, 'A final review does not change.'); END;
"""


def guards(table: str, final: str = _FINAL.format("{}.review_id")) -> str:
    """Refuse to add, change and remove rows; `final` says when a row, `{}`, belongs to a final review."""
    before, after = final.format("OLD"), final.format("NEW")
    return (
        _trigger(f"final_{table}_insert", f"INSERT ON {table}", after)
        + _trigger(f"final_{table}_update", f"UPDATE ON {table}", f"{before} OR {after}")
        + _trigger(f"final_{table}_delete", f"DELETE ON {table}", before)
    )


_TABLES: Final = """
CREATE TABLE seal (
    review_id INTEGER PRIMARY KEY REFERENCES review (id),
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    "by" TEXT NOT NULL CHECK (length("by") BETWEEN 1 AND 4000),
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%SZ', at, '+0 days') AND at > '0001'),
    previous TEXT NOT NULL CHECK (length(previous) = 64 AND previous NOT GLOB '*[^0-9a-f]*'),
    hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    content TEXT NOT NULL CHECK (content LIKE '{%}' AND length(content) <= 10000000)
) STRICT;
ALTER TABLE review ADD COLUMN supersedes INTEGER REFERENCES seal (number) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE review ADD COLUMN correction TEXT NOT NULL DEFAULT '' CHECK (length(correction) <= 20000);
CREATE UNIQUE INDEX review_supersedes ON review (supersedes) WHERE supersedes IS NOT NULL;
ALTER TABLE score ADD COLUMN carried INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1));
CREATE TABLE decision (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    outcome TEXT NOT NULL CHECK (outcome IN ('go', 'go-with-conditions', 'hold', 'stop')),
    "by" TEXT NOT NULL CHECK (length("by") BETWEEN 1 AND 4000),
    rationale TEXT NOT NULL CHECK (length(rationale) <= 20000)
) STRICT;
CREATE INDEX decision_of_initiative ON decision (initiative_id, dated, id);
CREATE TABLE condition (
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    number INTEGER NOT NULL CHECK (number > 0),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    owner TEXT NOT NULL CHECK (length(owner) <= 4000),
    due TEXT CHECK (due IS date(due, '+0 days') AND due > '0001'),
    state TEXT NOT NULL CHECK (state IN ('open', 'met', 'not-met')),
    note TEXT NOT NULL CHECK (length(note) <= 20000),
    PRIMARY KEY (decision_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE threshold (
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    number INTEGER NOT NULL CHECK (number > 0),
    measure TEXT NOT NULL CHECK (length(measure) BETWEEN 1 AND 4000),
    expand TEXT NOT NULL CHECK (length(expand) <= 4000),
    stop TEXT NOT NULL CHECK (length(stop) <= 4000),
    result TEXT NOT NULL CHECK (length(result) <= 4000),
    PRIMARY KEY (decision_id, number)
) STRICT, WITHOUT ROWID;
"""

_TRIGGERS: Final = (
    _trigger("final_review_update", "UPDATE ON review", _FINAL.format("OLD.id"))
    + _trigger("final_review_delete", "DELETE ON review", _FINAL.format("OLD.id"))
    + guards("score")
    + guards("review_verdict")
    + guards("gate_verdict")
    + _trigger("seal_update", "UPDATE ON seal", "TRUE")
    + _trigger("seal_delete", "DELETE ON seal", "TRUE")
    + _trigger("final_rubric_update", "UPDATE ON rubric", _RUBRIC_IN_USE)
    + _trigger(
        "final_code_update",
        "UPDATE OF code ON initiative",
        f"NEW.code <> OLD.code COLLATE BINARY AND {_INITIATIVE_IN_USE}",
    )
)

_VIEWS: Final = """
DROP VIEW latest_review;
CREATE VIEW standing_review AS
SELECT review.* FROM review WHERE NOT EXISTS (
    SELECT 1 FROM seal JOIN review AS correction ON correction.supersedes = seal.number
    WHERE seal.review_id = review.id
);
CREATE VIEW latest_review AS
SELECT review.id AS review_id, review.initiative_id, review.dated
FROM initiative JOIN review ON review.id = (
    SELECT newest.id FROM standing_review AS newest
    WHERE newest.initiative_id = initiative.id ORDER BY newest.dated DESC, newest.id DESC LIMIT 1
);
"""

FINAL_REVIEWS: Final = """\
CREATE VIEW final_reviews AS
SELECT seal.number, initiative.code, initiative.name, review.dated AS reviewed, review_verdict.verdict,
    seal."by" AS final_by, seal.at AS final_at, seal.hash, review.supersedes, review.correction
FROM seal JOIN review ON review.id = seal.review_id
JOIN initiative ON initiative.id = review.initiative_id
JOIN review_verdict ON review_verdict.review_id = review.id
ORDER BY seal.number;
"""

_DECISION_LOG: Final = """\
CREATE VIEW decision_log AS
SELECT decision.dated, initiative.code, initiative.name, decision.outcome, decision."by", decision.rationale,
    (SELECT count(*) FROM condition WHERE condition.decision_id = decision.id) AS conditions,
    (SELECT count(*) FROM condition
        WHERE condition.decision_id = decision.id AND condition.state = 'met') AS conditions_met
FROM decision JOIN initiative ON initiative.id = decision.initiative_id
ORDER BY decision.dated DESC, decision.id DESC;
"""

REVIEWS: Final = _TABLES + _TRIGGERS + _VIEWS + FINAL_REVIEWS + _DECISION_LOG
