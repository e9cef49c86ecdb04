"""Version 1: rubrics, initiatives, what is recorded of them, and reviews.

Names are those of the design's words. All tables are STRICT. Dates are text, `YYYY-MM-DD`, of the years 1
to 9999 (without `+0 days` SQLite would let 30 February pass). Money is text, a plain decimal with all its
digits: no whole number of cents holds the price of a token, and no float is exact. Lists are JSON, which no
CHECK examines: SQLite 3.40 calls json_valid unsafe where the schema is not trusted. A score of a gate is an
exact fraction in two columns; effort is in tenths of a person-day. The bounds on texts are well above those
of the forms: they are here for files that others wrote.

`review_verdict` and `gate_verdict` repeat what follows from the rest, so that any SQLite tool can show
verdicts; they are written in the same transaction as what they follow from. `revision` counts the edits, so
that one made elsewhere is noticed. `cost_by_month` is for looking at: its sums are rounded.
"""

from typing import Final

_TABLES: Final = """
CREATE TABLE rubric (
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 400),
    version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 400),
    name TEXT NOT NULL CHECK (length(name) <= 4000),
    content TEXT NOT NULL CHECK (content LIKE '{%}' AND length(content) <= 10000000),
    PRIMARY KEY (id, version)
) STRICT;
CREATE TABLE portfolio (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    title TEXT NOT NULL CHECK (length(title) <= 4000),
    marking TEXT NOT NULL CHECK (length(marking) <= 4000),
    rubric_id TEXT,
    rubric_version TEXT,
    FOREIGN KEY (rubric_id, rubric_version) REFERENCES rubric (id, version)
) STRICT;
CREATE TABLE revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL CHECK (number >= 0)
) STRICT;
CREATE TABLE initiative (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    code TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 32),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    summary TEXT NOT NULL CHECK (length(summary) <= 20000),
    business_unit TEXT NOT NULL CHECK (length(business_unit) <= 4000),
    sponsor TEXT NOT NULL CHECK (length(sponsor) <= 4000),
    stage TEXT NOT NULL CHECK (stage IN ('idea', 'poc', 'pilot', 'production', 'retired')),
    providers TEXT NOT NULL CHECK (providers LIKE '[%]' AND length(providers) <= 20000),
    models TEXT NOT NULL CHECK (models LIKE '[%]' AND length(models) <= 20000),
    target_go_live TEXT CHECK (target_go_live IS date(target_go_live, '+0 days') AND target_go_live > '0001'),
    target_volume INTEGER CHECK (target_volume > 0),
    unit TEXT NOT NULL CHECK (length(unit) <= 4000),
    tags TEXT NOT NULL CHECK (tags LIKE '[%]' AND length(tags) <= 20000),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    criterion TEXT NOT NULL CHECK (length(criterion) BETWEEN 1 AND 400),
    kind TEXT NOT NULL CHECK (
        kind IN ('document', 'link', 'measurement', 'test-result', 'sign-off', 'incident')
    ),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    reference TEXT NOT NULL CHECK (length(reference) <= 20000),
    note TEXT NOT NULL CHECK (length(note) <= 20000)
) STRICT;
CREATE INDEX evidence_of_initiative ON evidence (initiative_id);
CREATE TABLE change (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    kind TEXT NOT NULL CHECK (kind IN ('model', 'prompt', 'provider', 'data', 'terms')),
    summary TEXT NOT NULL CHECK (length(summary) BETWEEN 1 AND 20000)
) STRICT;
CREATE INDEX change_of_initiative ON change (initiative_id);
CREATE TABLE "action" (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    criterion TEXT NOT NULL CHECK (length(criterion) BETWEEN 1 AND 400),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 4000),
    target_level INTEGER CHECK (target_level BETWEEN 0 AND 4),
    owner TEXT NOT NULL CHECK (length(owner) <= 4000),
    due TEXT CHECK (due IS date(due, '+0 days') AND due > '0001'),
    effort_tenths INTEGER CHECK (effort_tenths >= 0),
    status TEXT NOT NULL CHECK (status IN ('open', 'done', 'dropped'))
) STRICT;
CREATE INDEX action_of_initiative ON "action" (initiative_id);
CREATE TABLE review (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days') AND dated > '0001'),
    rubric_id TEXT NOT NULL,
    rubric_version TEXT NOT NULL,
    reviewer TEXT NOT NULL CHECK (length(reviewer) <= 4000),
    decision_asked TEXT NOT NULL CHECK (length(decision_asked) <= 20000),
    FOREIGN KEY (rubric_id, rubric_version) REFERENCES rubric (id, version)
) STRICT;
CREATE INDEX review_of_initiative ON review (initiative_id, dated, id);
CREATE TABLE score (
    review_id INTEGER NOT NULL REFERENCES review (id),
    criterion TEXT NOT NULL CHECK (length(criterion) BETWEEN 1 AND 400),
    level INTEGER CHECK (level BETWEEN 0 AND 4),
    not_applicable_reason TEXT CHECK (length(not_applicable_reason) <= 20000),
    not_applicable_approver TEXT CHECK (length(not_applicable_approver) <= 4000),
    rationale TEXT NOT NULL CHECK (length(rationale) <= 20000),
    PRIMARY KEY (review_id, criterion),
    CHECK (level IS NULL OR not_applicable_reason IS NULL),
    CHECK ((not_applicable_reason IS NULL) = (not_applicable_approver IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE review_verdict (
    review_id INTEGER PRIMARY KEY REFERENCES review (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('ready', 'conditional', 'not-ready', 'incomplete')),
    readiness_numerator INTEGER,
    readiness_denominator INTEGER CHECK (readiness_denominator > 0),
    CHECK ((readiness_numerator IS NULL) = (readiness_denominator IS NULL))
) STRICT;
"""


def gate_verdict(states: str) -> str:
    """The table of the verdicts on gates, which are in one of these states."""
    return f"""CREATE TABLE gate_verdict (
    review_id INTEGER NOT NULL REFERENCES review (id),
    number INTEGER NOT NULL CHECK (number > 0),
    gate TEXT NOT NULL CHECK (length(gate) BETWEEN 1 AND 400),
    name TEXT NOT NULL CHECK (length(name) <= 4000),
    state TEXT NOT NULL CHECK (state IN ({states})),
    score_numerator INTEGER,
    score_denominator INTEGER CHECK (score_denominator > 0),
    PRIMARY KEY (review_id, number),
    CHECK ((score_numerator IS NULL) = (score_denominator IS NULL))
) STRICT, WITHOUT ROWID;
"""


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

_VIEWS: Final = f"""
CREATE VIEW latest_review AS
SELECT review.id AS review_id, review.initiative_id, review.dated
FROM initiative JOIN review ON review.id = (
    SELECT newest.id FROM review AS newest
    WHERE newest.initiative_id = initiative.id ORDER BY newest.dated DESC, newest.id DESC LIMIT 1
);
CREATE VIEW latest_verdicts AS
SELECT initiative.code, initiative.name, initiative.stage, latest_review.dated AS reviewed,
    review_verdict.verdict, round(1.0 * readiness_numerator / readiness_denominator, 1) AS readiness_percent
FROM initiative
LEFT JOIN latest_review ON latest_review.initiative_id = initiative.id
LEFT JOIN review_verdict ON review_verdict.review_id = latest_review.review_id
WHERE NOT initiative.archived ORDER BY initiative.name, initiative.code;
{GATE_SCORES}CREATE VIEW open_actions AS
SELECT initiative.code, initiative.name, "action".criterion, "action".title, "action".owner,
    "action".due, "action".target_level, "action".effort_tenths / 10.0 AS effort_person_days
FROM "action" JOIN initiative ON initiative.id = "action".initiative_id
WHERE "action".status = 'open' ORDER BY "action".due IS NULL, "action".due, initiative.code;
CREATE VIEW evidence_by_criterion AS
SELECT initiative.code, initiative.name, evidence.criterion, evidence.dated, evidence.kind,
    evidence.title, evidence.reference, evidence.note
FROM evidence JOIN initiative ON initiative.id = evidence.initiative_id
ORDER BY initiative.code, evidence.criterion, evidence.dated;
"""  # noqa: S608 - a view of this file

PORTFOLIO: Final = (
    _TABLES
    + gate_verdict("'open', 'conditional', 'closed', 'incomplete'")
    + _VIEWS
    + """
INSERT INTO portfolio (id, title, marking) VALUES (1, '', '');
INSERT INTO revision (id, number) VALUES (1, 0);
"""
)
