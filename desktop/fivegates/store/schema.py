"""The tables and views of a portfolio file, as the steps that lead from each version to the next.

Names are those of the design's words. All tables are STRICT. Dates are text, `YYYY-MM-DD`; a score of a
gate is an exact fraction in two columns; effort is in tenths of a person-day. `review_verdict` and
`gate_verdict` repeat what follows from the rest, so that any SQLite tool can show verdicts; they are
written in the same transaction as what they follow from. `revision` counts the edits, so that one made
elsewhere is noticed.
"""

from typing import Final

APPLICATION_ID: Final = 0x46764774  # "FvGt"

_TABLES: Final = """
CREATE TABLE rubric (
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (id, version)
) STRICT;
CREATE TABLE portfolio (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    title TEXT NOT NULL,
    marking TEXT NOT NULL,
    rubric_id TEXT,
    rubric_version TEXT,
    FOREIGN KEY (rubric_id, rubric_version) REFERENCES rubric (id, version)
) STRICT;
CREATE TABLE revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL
) STRICT;
CREATE TABLE initiative (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 32),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 400),
    summary TEXT NOT NULL,
    business_unit TEXT NOT NULL,
    sponsor TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('idea', 'poc', 'pilot', 'production', 'retired')),
    providers TEXT NOT NULL,
    models TEXT NOT NULL,
    target_go_live TEXT CHECK (target_go_live IS date(target_go_live)),
    target_volume INTEGER CHECK (target_volume > 0),
    unit TEXT NOT NULL,
    tags TEXT NOT NULL,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    criterion TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('document', 'link', 'measurement', 'test-result', 'sign-off', 'incident')
    ),
    title TEXT NOT NULL,
    dated TEXT NOT NULL CHECK (dated IS date(dated)),
    reference TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_initiative ON evidence (initiative_id);
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated)),
    kind TEXT NOT NULL CHECK (kind IN ('model', 'prompt', 'provider', 'data', 'terms')),
    summary TEXT NOT NULL
) STRICT;
CREATE INDEX change_of_initiative ON change (initiative_id);
CREATE TABLE "action" (
    id INTEGER PRIMARY KEY,
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    criterion TEXT NOT NULL,
    title TEXT NOT NULL,
    target_level INTEGER CHECK (target_level BETWEEN 0 AND 4),
    owner TEXT NOT NULL,
    due TEXT CHECK (due IS date(due)),
    effort_tenths INTEGER CHECK (effort_tenths >= 0),
    status TEXT NOT NULL CHECK (status IN ('open', 'done', 'dropped'))
) STRICT;
CREATE INDEX action_of_initiative ON "action" (initiative_id);
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    dated TEXT NOT NULL CHECK (dated IS date(dated)),
    rubric_id TEXT NOT NULL,
    rubric_version TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    decision_asked TEXT NOT NULL,
    FOREIGN KEY (rubric_id, rubric_version) REFERENCES rubric (id, version)
) STRICT;
CREATE INDEX review_of_initiative ON review (initiative_id, dated, id);
CREATE TABLE score (
    review_id INTEGER NOT NULL REFERENCES review (id),
    criterion TEXT NOT NULL,
    level INTEGER CHECK (level BETWEEN 0 AND 4),
    not_applicable_reason TEXT,
    not_applicable_approver TEXT,
    rationale TEXT NOT NULL,
    PRIMARY KEY (review_id, criterion),
    CHECK (level IS NULL OR not_applicable_reason IS NULL),
    CHECK ((not_applicable_reason IS NULL) = (not_applicable_approver IS NULL))
) STRICT;
CREATE TABLE review_verdict (
    review_id INTEGER PRIMARY KEY REFERENCES review (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('ready', 'conditional', 'not-ready', 'incomplete')),
    readiness_numerator INTEGER,
    readiness_denominator INTEGER
) STRICT;
CREATE TABLE gate_verdict (
    review_id INTEGER NOT NULL REFERENCES review (id),
    number INTEGER NOT NULL,
    gate TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'conditional', 'closed', 'incomplete')),
    score_numerator INTEGER,
    score_denominator INTEGER,
    PRIMARY KEY (review_id, number)
) STRICT;
"""

_VIEWS: Final = """
CREATE VIEW latest_review AS
SELECT id AS review_id, initiative_id, dated FROM (
    SELECT id, initiative_id, dated,
        row_number() OVER (PARTITION BY initiative_id ORDER BY dated DESC, id DESC) AS place
    FROM review
) WHERE place = 1;
CREATE VIEW latest_verdicts AS
SELECT initiative.code, initiative.name, latest_review.dated AS reviewed, review_verdict.verdict,
    round(1.0 * readiness_numerator / readiness_denominator, 1) AS readiness_percent
FROM initiative
LEFT JOIN latest_review ON latest_review.initiative_id = initiative.id
LEFT JOIN review_verdict ON review_verdict.review_id = latest_review.review_id
WHERE NOT initiative.archived ORDER BY initiative.name, initiative.code;
CREATE VIEW gate_scores AS
SELECT initiative.code, initiative.name, review.dated AS reviewed, gate_verdict.number,
    gate_verdict.name AS gate, gate_verdict.state,
    round(1.0 * score_numerator / score_denominator, 1) AS score_percent
FROM gate_verdict
JOIN review ON review.id = gate_verdict.review_id
JOIN initiative ON initiative.id = review.initiative_id
ORDER BY initiative.code, review.dated, review.id, gate_verdict.number;
CREATE VIEW open_actions AS
SELECT initiative.code, initiative.name, "action".criterion, "action".title, "action".owner,
    "action".due, "action".target_level, "action".effort_tenths / 10.0 AS effort_person_days
FROM "action" JOIN initiative ON initiative.id = "action".initiative_id
WHERE "action".status = 'open' ORDER BY "action".due, initiative.code;
CREATE VIEW evidence_by_criterion AS
SELECT initiative.code, initiative.name, evidence.criterion, evidence.dated, evidence.kind,
    evidence.title, evidence.reference
FROM evidence JOIN initiative ON initiative.id = evidence.initiative_id
ORDER BY initiative.code, evidence.criterion, evidence.dated;
"""

MIGRATIONS: Final[tuple[str, ...]] = (
    _TABLES
    + _VIEWS
    + """
INSERT INTO portfolio (id, title, marking) VALUES (1, '', '');
INSERT INTO revision (id, number) VALUES (1, 0);
""",
)
"""Step n leads from version n to version n + 1. A step that has shipped is never edited."""

CURRENT_VERSION: Final = len(MIGRATIONS)
