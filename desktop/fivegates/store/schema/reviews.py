"""Reviews: version 3 makes them last, with seals of final reviews, corrections and decisions.

A review with a seal is final: triggers refuse to change it, its scores, its verdicts, its panel, its rubric
and the code of its initiative. They stop mistakes of other programs; the chain of hashes detects tampering.

Version 8 lets seals be signed, version 14 adds panels, version 18 waivers and the states that rest on them:
a CHECK cannot be altered, so the tables of verdicts are made again with the same rows, and so are their views
and triggers, which go with them.
"""

from typing import Final

from fivegates.store.schema.clauses import ID, OF_INITIATIVE, day, digests, moment, numbered_of, text
from fivegates.store.schema.views import WHY_NOT_READY

_READINESS: Final = "round(1.0 * readiness_numerator / readiness_denominator, 1) AS readiness_percent"


def answers(table: str, of: str, *, longest: int = 4_000) -> str:
    """A table of answers to the criteria."""
    return f"""CREATE TABLE {table} (
    {of}_id INTEGER NOT NULL REFERENCES {of} (id),
    {text(longest, "criterion", least=1)},
    level INTEGER CHECK (level BETWEEN 0 AND 4),
    not_applicable_reason TEXT CHECK (length(not_applicable_reason) <= 20000),
    not_applicable_approver TEXT CHECK (length(not_applicable_approver) <= 4000),
    {text(20_000, "rationale")},
    PRIMARY KEY ({of}_id, criterion),
    CHECK (level IS NULL OR not_applicable_reason IS NULL),
    CHECK ((not_applicable_reason IS NULL) = (not_applicable_approver IS NULL))
) STRICT, WITHOUT ROWID;
"""


def verdicts(verdict: str, states: str, waived: str = "") -> str:
    """The tables of the verdicts on reviews and on gates, which are in one of these states."""
    return f"""CREATE TABLE review_verdict (
    review_id INTEGER PRIMARY KEY REFERENCES review (id),
    verdict TEXT NOT NULL CHECK ({verdict}),
    readiness_numerator INTEGER,
    readiness_denominator INTEGER CHECK (readiness_denominator > 0),{waived}
    CHECK ((readiness_numerator IS NULL) = (readiness_denominator IS NULL))
) STRICT;
CREATE TABLE gate_verdict (
    {numbered_of("review")},
    {text(400, "gate", least=1)},
    {text(4_000, "name")},
    state TEXT NOT NULL CHECK (state IN ({states})),
    score_numerator INTEGER,
    score_denominator INTEGER CHECK (score_denominator > 0),
    PRIMARY KEY (review_id, number),
    CHECK ((score_numerator IS NULL) = (score_denominator IS NULL))
) STRICT, WITHOUT ROWID;
"""


def latest_review(reviews: str) -> str:
    """The view of the latest review of each initiative, among all or those of a view."""
    return f"""CREATE VIEW latest_review AS
SELECT review.id AS review_id, review.initiative_id, review.dated
FROM initiative JOIN review ON review.id = (
    SELECT newest.id FROM {reviews} AS newest
    WHERE newest.initiative_id = initiative.id ORDER BY newest.dated DESC, newest.id DESC LIMIT 1
);
"""  # noqa: S608 - words of this folder


def latest_verdicts(waived: str = "") -> str:
    """The view of the verdicts on the latest reviews."""
    return f"""CREATE VIEW latest_verdicts AS
SELECT initiative.code, initiative.name, initiative.stage, latest_review.dated AS reviewed,
    review_verdict.verdict, {_READINESS}{waived}
FROM initiative
LEFT JOIN latest_review ON latest_review.initiative_id = initiative.id
LEFT JOIN review_verdict ON review_verdict.review_id = latest_review.review_id
WHERE NOT initiative.archived ORDER BY initiative.name, initiative.code;
"""  # noqa: S608 - words of this file


GATE_SCORES: Final = """\
CREATE VIEW gate_scores AS
SELECT initiative.code, initiative.name, review.dated AS reviewed, gate_verdict.number,
    gate_verdict.name AS gate, gate_verdict.state,
    round(1.0 * score_numerator / score_denominator, 1) AS score_percent
FROM gate_verdict
JOIN review ON review.id = gate_verdict.review_id
JOIN initiative ON initiative.id = review.initiative_id
ORDER BY initiative.code, review.dated, review.id, gate_verdict.number;
"""

_FINAL: Final = "EXISTS (SELECT 1 FROM seal WHERE seal.review_id = {})"
_IN_USE: Final = "EXISTS (SELECT 1 FROM review JOIN seal ON seal.review_id = review.id WHERE {})"


def _trigger(name: str, event: str, condition: str) -> str:
    """Refuse an event while the condition holds."""
    return f"""CREATE TRIGGER {name} BEFORE {event} WHEN {condition}
BEGIN SELECT RAISE(ABORT, 'A final review does not change.'); END;
"""


def _guards(table: str, final: str = _FINAL.format("{}.review_id")) -> str:
    """Refuse to add, change and remove rows; `final` says when a row, `{}`, belongs to a final review."""
    before, after = final.format("OLD"), final.format("NEW")
    return (
        _trigger(f"final_{table}_insert", f"INSERT ON {table}", after)
        + _trigger(f"final_{table}_update", f"UPDATE ON {table}", f"{before} OR {after}")
        + _trigger(f"final_{table}_delete", f"DELETE ON {table}", before)
    )


_TABLES: Final = f"""
CREATE TABLE seal (
    review_id INTEGER PRIMARY KEY REFERENCES review (id),
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    {text(4_000, '"by"', least=1)},
    {moment("at")},
    {digests("previous", "hash")},
    content TEXT NOT NULL CHECK (content LIKE '{{%}}' AND length(content) <= 10000000)
) STRICT;
ALTER TABLE review ADD COLUMN supersedes INTEGER REFERENCES seal (number) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE review ADD COLUMN correction TEXT NOT NULL DEFAULT '' CHECK (length(correction) <= 20000);
CREATE UNIQUE INDEX review_supersedes ON review (supersedes) WHERE supersedes IS NOT NULL;
ALTER TABLE score ADD COLUMN carried INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1));
CREATE TABLE decision (
    {OF_INITIATIVE},
    {day("dated")},
    outcome TEXT NOT NULL CHECK (outcome IN ('go', 'go-with-conditions', 'hold', 'stop')),
    {text(4_000, '"by"', least=1)},
    {text(20_000, "rationale")}
) STRICT;
CREATE INDEX decision_of_initiative ON decision (initiative_id, dated, id);
CREATE TABLE condition (
    {numbered_of("decision")},
    {text(20_000, "text", least=1)},
    {text(4_000, "owner")},
    {day("due", "")},
    state TEXT NOT NULL CHECK (state IN ('open', 'met', 'not-met')),
    {text(20_000, "note")},
    PRIMARY KEY (decision_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE threshold (
    {numbered_of("decision")},
    {text(4_000, "measure", least=1)},
    {text(4_000, "expand", "stop", "result")},
    PRIMARY KEY (decision_id, number)
) STRICT, WITHOUT ROWID;
"""

_TRIGGERS: Final = (
    _trigger("final_review_update", "UPDATE ON review", _FINAL.format("OLD.id"))
    + _trigger("final_review_delete", "DELETE ON review", _FINAL.format("OLD.id"))
    + _guards("score")
    + _guards("review_verdict")
    + _guards("gate_verdict")
    + _trigger("seal_update", "UPDATE ON seal", "TRUE")
    + _trigger("seal_delete", "DELETE ON seal", "TRUE")
    + _trigger(
        "final_rubric_update",
        "UPDATE ON rubric",
        _IN_USE.format("review.rubric_id = OLD.id AND review.rubric_version = OLD.version"),
    )
    + _trigger(
        "final_code_update",
        "UPDATE OF code ON initiative",
        f"NEW.code <> OLD.code COLLATE BINARY AND {_IN_USE.format('review.initiative_id = OLD.id')}",
    )
)

_VIEWS: Final = f"""
DROP VIEW latest_review;
CREATE VIEW standing_review AS
SELECT review.* FROM review WHERE NOT EXISTS (
    SELECT 1 FROM seal JOIN review AS correction ON correction.supersedes = seal.number
    WHERE seal.review_id = review.id
);
{latest_review("standing_review")}"""  # noqa: S608 - words of this file

_FINAL_REVIEWS: Final = """\
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

V3_REVIEWS: Final = _TABLES + _TRIGGERS + _VIEWS + _FINAL_REVIEWS + _DECISION_LOG

V8_SIGNATURES: Final = "".join(
    f"ALTER TABLE seal ADD COLUMN {column} TEXT NOT NULL DEFAULT '' CHECK "
    f"({column} = '' OR length({column}) = {length} AND {column} NOT GLOB '*[^0-9a-f]*');\n"
    for column, length in (("signer", 64), ("signature", 128))
)

_PANELS: Final = f"""
CREATE TABLE panel (
    {ID},
    review_id INTEGER NOT NULL UNIQUE REFERENCES review (id),
    key TEXT NOT NULL CHECK (length(key) = 32 AND key NOT GLOB '*[^0-9a-f]*'),
    round INTEGER NOT NULL CHECK (round BETWEEN 1 AND 20),
    questions TEXT NOT NULL CHECK (questions LIKE '[%]'),
    agreed TEXT CHECK (agreed IS strftime('%Y-%m-%dT%H:%M:%SZ', agreed, '+0 days') AND agreed > '0001')
) STRICT;
CREATE TABLE ballot (
    {ID},
    panel_id INTEGER NOT NULL REFERENCES panel (id),
    round INTEGER NOT NULL CHECK (round BETWEEN 1 AND 20),
    {text(4_000, "name", least=1)},
    {text(4_000, "role")},
    invitation TEXT NOT NULL CHECK (
        invitation = '' OR length(invitation) = 64 AND invitation NOT GLOB '*[^0-9a-f]*'
    ),
    handed_in TEXT CHECK (
        handed_in IS strftime('%Y-%m-%dT%H:%M:%SZ', handed_in, '+0 days') AND handed_in > '0001'
    ),
    seal TEXT NOT NULL CHECK (seal = '' OR length(seal) = 64 AND seal NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE INDEX ballot_of_panel ON ballot (panel_id, id);
"""
_OF_PANEL: Final = (
    "EXISTS (SELECT 1 FROM panel JOIN seal ON seal.review_id = panel.review_id WHERE panel.id = {}.panel_id)"
)
_OF_BALLOT: Final = (
    "EXISTS (SELECT 1 FROM ballot JOIN panel ON panel.id = ballot.panel_id "
    "JOIN seal ON seal.review_id = panel.review_id WHERE ballot.id = {}.ballot_id)"
)
V14_PANELS: Final = (
    _PANELS
    + answers("ballot_score", "ballot")
    + answers("settlement", "panel")
    + _guards("panel")
    + _guards("ballot", _OF_PANEL)
    + _guards("ballot_score", _OF_BALLOT)
    + _guards("settlement", _OF_PANEL)
)

_WAIVERS: Final = f"""
CREATE TABLE waiver (
    {OF_INITIATIVE},
    {text(400, "criterion", least=1)},
    {text(20_000, "reason", least=1)},
    {text(4_000, "requester", "approver", least=1)},
    {day("granted")},
    {day("until")},
    {text(20_000, "condition")},
    {day("revoked", "")},
    {text(4_000, "revoked_by")},
    {text(20_000, "revoked_why")}
) STRICT;
CREATE INDEX waiver_of_initiative ON waiver (initiative_id);
CREATE VIEW waivers_by_end AS
SELECT initiative.code, initiative.name, waiver.criterion, waiver.until, waiver.granted, waiver.requester,
    waiver.approver, waiver.reason, waiver.condition, waiver.revoked, waiver.revoked_by, waiver.revoked_why
FROM waiver JOIN initiative ON initiative.id = waiver.initiative_id
ORDER BY waiver.revoked IS NOT NULL, waiver.until, initiative.code, waiver.criterion;
"""  # noqa: S608 - words of this file
_REVIEW_BY: Final = "".join(
    f"""ALTER TABLE {table} ADD COLUMN not_applicable_review_by TEXT CHECK (
    not_applicable_review_by IS NULL OR (
        not_applicable_review_by IS date(not_applicable_review_by, '+0 days')
        AND not_applicable_review_by > '0001' AND not_applicable_reason IS NOT NULL
    )
);
"""
    for table in ("score", "ballot_score", "settlement")
)
_VERDICTS_AWAY: Final = """
DROP VIEW why_not_ready;
DROP VIEW final_reviews;
DROP VIEW gate_scores;
DROP VIEW latest_verdicts;
CREATE TABLE kept_review_verdict AS SELECT * FROM review_verdict;
CREATE TABLE kept_gate_verdict AS SELECT * FROM gate_verdict;
DROP TABLE review_verdict;
DROP TABLE gate_verdict;
"""
_ROWS_AGAIN: Final = """
INSERT INTO review_verdict (review_id, verdict, readiness_numerator, readiness_denominator)
SELECT review_id, verdict, readiness_numerator, readiness_denominator FROM kept_review_verdict;
INSERT INTO gate_verdict (review_id, number, gate, name, state, score_numerator, score_denominator)
SELECT review_id, number, gate, name, state, score_numerator, score_denominator FROM kept_gate_verdict;
DROP TABLE kept_review_verdict;
DROP TABLE kept_gate_verdict;
"""
_VERDICT: Final = """
        verdict IN ('ready', 'ready-under-waiver', 'conditional', 'not-ready', 'incomplete')
    """
V18_WAIVERS: Final = (
    _WAIVERS
    + _REVIEW_BY
    + _VERDICTS_AWAY
    + verdicts(
        _VERDICT,
        "'open', 'waived', 'conditional', 'closed', 'incomplete'",
        f"\n    {day('waived_until', '')},",
    )
    + _ROWS_AGAIN
    + _guards("review_verdict")
    + _guards("gate_verdict")
    + "\n"
    + latest_verdicts(",\n    review_verdict.waived_until")
    + GATE_SCORES
    + _FINAL_REVIEWS
    + WHY_NOT_READY
)
