"""The step that adds waivers, the states that rest on them, and days to look again at what does not apply.

A CHECK cannot be altered, so the tables of verdicts are made again with the same rows. Their views and
triggers go with them, and are made again too.
"""

from typing import Final

from fivegates.store.schema.v1_portfolio import GATE_SCORES, gate_verdict
from fivegates.store.schema.v3_reviews import FINAL_REVIEWS, guards
from fivegates.store.schema.v6_views import WHY_NOT_READY

_WAIVERS: Final = """
CREATE TABLE waiver (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    criterion TEXT NOT NULL CHECK (length(criterion) BETWEEN 1 AND 400),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 20000),
    requester TEXT NOT NULL CHECK (length(requester) BETWEEN 1 AND 4000),
    approver TEXT NOT NULL CHECK (length(approver) BETWEEN 1 AND 4000),
    granted TEXT NOT NULL CHECK (granted IS date(granted, '+0 days') AND granted > '0001'),
    until TEXT NOT NULL CHECK (until IS date(until, '+0 days') AND until > '0001'),
    condition TEXT NOT NULL CHECK (length(condition) <= 20000),
    revoked TEXT CHECK (revoked IS date(revoked, '+0 days') AND revoked > '0001'),
    revoked_by TEXT NOT NULL CHECK (length(revoked_by) <= 4000),
    revoked_why TEXT NOT NULL CHECK (length(revoked_why) <= 20000)
) STRICT;
CREATE INDEX waiver_of_initiative ON waiver (initiative_id);
CREATE VIEW waivers_by_end AS
SELECT initiative.code, initiative.name, waiver.criterion, waiver.until, waiver.granted, waiver.requester,
    waiver.approver, waiver.reason, waiver.condition, waiver.revoked, waiver.revoked_by, waiver.revoked_why
FROM waiver JOIN initiative ON initiative.id = waiver.initiative_id
ORDER BY waiver.revoked IS NOT NULL, waiver.until, initiative.code, waiver.criterion;
"""

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

_VERDICTS: Final = """
DROP VIEW why_not_ready;
DROP VIEW final_reviews;
DROP VIEW gate_scores;
DROP VIEW latest_verdicts;
CREATE TABLE kept_review_verdict AS SELECT * FROM review_verdict;
CREATE TABLE kept_gate_verdict AS SELECT * FROM gate_verdict;
DROP TABLE review_verdict;
DROP TABLE gate_verdict;
CREATE TABLE review_verdict (
    review_id INTEGER PRIMARY KEY REFERENCES review (id),
    verdict TEXT NOT NULL CHECK (
        verdict IN ('ready', 'ready-under-waiver', 'conditional', 'not-ready', 'incomplete')
    ),
    readiness_numerator INTEGER,
    readiness_denominator INTEGER CHECK (readiness_denominator > 0),
    waived_until TEXT CHECK (waived_until IS date(waived_until, '+0 days') AND waived_until > '0001'),
    CHECK ((readiness_numerator IS NULL) = (readiness_denominator IS NULL))
) STRICT;
"""

_ROWS_AGAIN: Final = """
INSERT INTO review_verdict (review_id, verdict, readiness_numerator, readiness_denominator)
SELECT review_id, verdict, readiness_numerator, readiness_denominator FROM kept_review_verdict;
INSERT INTO gate_verdict (review_id, number, gate, name, state, score_numerator, score_denominator)
SELECT review_id, number, gate, name, state, score_numerator, score_denominator FROM kept_gate_verdict;
DROP TABLE kept_review_verdict;
DROP TABLE kept_gate_verdict;
"""

_LATEST_VERDICTS: Final = """
CREATE VIEW latest_verdicts AS
SELECT initiative.code, initiative.name, initiative.stage, latest_review.dated AS reviewed,
    review_verdict.verdict, round(1.0 * readiness_numerator / readiness_denominator, 1) AS readiness_percent,
    review_verdict.waived_until
FROM initiative
LEFT JOIN latest_review ON latest_review.initiative_id = initiative.id
LEFT JOIN review_verdict ON review_verdict.review_id = latest_review.review_id
WHERE NOT initiative.archived ORDER BY initiative.name, initiative.code;
"""

WAIVERS: Final = (
    _WAIVERS
    + _REVIEW_BY
    + _VERDICTS
    + gate_verdict("'open', 'waived', 'conditional', 'closed', 'incomplete'")
    + _ROWS_AGAIN
    + guards("review_verdict")
    + guards("gate_verdict")
    + _LATEST_VERDICTS
    + GATE_SCORES
    + FINAL_REVIEWS
    + WHY_NOT_READY
)
