"""The portfolio: version 1 makes rubrics, initiatives, what is recorded of them, and reviews.

What tables and columns mean is in packaging/FILE_FORMAT.md. Money is text: no whole number of cents holds the
price of a token, and no float is exact. `review_verdict` and `gate_verdict` repeat what follows from the
rest, so that any SQLite tool can show verdicts; they are written in the transaction of what they follow from.

Version 5 keeps files of evidence, by the hash of their content; version 13 gives their size its unit.

Version 9: a copy has the same identity; it is for the folder of backups alone, and no export and no seal
holds it. Version 11: a consolidated view keeps each file's chain of final reviews as it is there; since seals
are numbered once in a file of ours, the numbers of a source begin after those of the ones before.

Version 20 keeps how many cases a test tried and how many passed, and the class expected of an idea. Version
24 lets one item back several criteria: ids of criteria have neither quotes nor backslashes, so one is in the
JSON list where its quoted text is.
"""

from typing import Final

from fivegates.store.schema.clauses import ID, OF_INITIATIVE, day, digests, flag, lists, numbered_of, text
from fivegates.store.schema.reviews import GATE_SCORES, answers, latest_review, latest_verdicts, verdicts
from fivegates.store.schema.views import EVIDENCE_THAT_LAPSES


def evidence_by_criterion(file: str = "") -> str:
    """The view of evidence, with columns of its `file`."""
    return f"""CREATE VIEW evidence_by_criterion AS
SELECT initiative.code, initiative.name, evidence.criterion, evidence.dated, evidence.kind,
    evidence.title, evidence.reference, evidence.note{file}
FROM evidence JOIN initiative ON initiative.id = evidence.initiative_id
ORDER BY initiative.code, evidence.criterion, evidence.dated;
"""  # noqa: S608 - words of this file


V5_EVIDENCE_FILES: Final = f"""
CREATE TABLE evidence_file (
    digest TEXT PRIMARY KEY NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 20000000)
) STRICT;
ALTER TABLE evidence ADD COLUMN file_name TEXT CHECK (length(file_name) BETWEEN 1 AND 400);
ALTER TABLE evidence ADD COLUMN file_size INTEGER
    CHECK (file_size BETWEEN 1 AND 20000000) CHECK ((file_size IS NULL) = (file_name IS NULL));
ALTER TABLE evidence ADD COLUMN file_digest TEXT REFERENCES evidence_file (digest)
    CHECK ((file_digest IS NULL) = (file_name IS NULL));
CREATE INDEX evidence_with_file ON evidence (file_digest) WHERE file_digest IS NOT NULL;
DROP VIEW evidence_by_criterion;
{evidence_by_criterion(", evidence.file_name, evidence.file_size")}"""

_FILE: Final = """, evidence.file_name,
    evidence.file_size AS file_size_bytes"""
V13_VIEW_UNITS: Final = f"""
DROP VIEW evidence_by_criterion;
{evidence_by_criterion(_FILE)}"""

V20_TESTED_CASES: Final = """
ALTER TABLE evidence ADD COLUMN cases INTEGER CHECK (cases > 0);
ALTER TABLE evidence ADD COLUMN passed INTEGER CHECK (passed BETWEEN 0 AND cases);
ALTER TABLE idea ADD COLUMN expected_class TEXT NOT NULL DEFAULT '' CHECK (length(expected_class) <= 4000);
"""

_BACKS: Final = "newest.criterion = score.criterion"
_BACKS_ANY: Final = f"""(
            {_BACKS} OR instr(newest.also, '"' || score.criterion || '"')
        )"""
_SERVED: Final = "(evidence.criterion <> '-') + (SELECT count(*) FROM json_each(evidence.also))"

V24_EVIDENCE_FOR_SEVERAL: Final = (
    f"""
ALTER TABLE evidence ADD COLUMN also TEXT NOT NULL DEFAULT '[]'
    CHECK (also LIKE '[%]' AND length(also) <= 20000);
DROP VIEW evidence_by_criterion;
CREATE VIEW evidence_by_criterion AS
SELECT initiative.code, initiative.name, backed.criterion, evidence.dated, evidence.kind,
    evidence.title, evidence.reference, evidence.note{_FILE}, {_SERVED} AS criteria_served
FROM (
    SELECT id, criterion FROM evidence
    UNION ALL
    SELECT evidence.id, further.value FROM evidence JOIN json_each(evidence.also) AS further
) AS backed
JOIN evidence ON evidence.id = backed.id JOIN initiative ON initiative.id = evidence.initiative_id
ORDER BY initiative.code, backed.criterion, evidence.dated;
DROP VIEW evidence_that_lapses;
"""  # noqa: S608 - words of this file
    + EVIDENCE_THAT_LAPSES.replace(_BACKS, _BACKS_ANY).replace("evidence.criterion", "criteria.criterion")
)


_TABLES: Final = f"""
CREATE TABLE rubric (
    {text(400, "id", "version", least=1)},
    {text(4_000, "name")},
    content TEXT NOT NULL CHECK (content LIKE '{{%}}' AND length(content) <= 10000000),
    PRIMARY KEY (id, version)
) STRICT;
CREATE TABLE portfolio (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    {text(4_000, "title", "marking")},
    rubric_id TEXT,
    rubric_version TEXT,
    FOREIGN KEY (rubric_id, rubric_version) REFERENCES rubric (id, version)
) STRICT;
CREATE TABLE revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL CHECK (number >= 0)
) STRICT;
CREATE TABLE initiative (
    {ID},
    code TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 32),
    {text(4_000, "name", least=1)},
    {text(20_000, "summary")},
    {text(4_000, "business_unit", "sponsor")},
    stage TEXT NOT NULL CHECK (stage IN ('idea', 'poc', 'pilot', 'production', 'retired')),
    {lists("providers", "models")},
    {day("target_go_live", "")},
    target_volume INTEGER CHECK (target_volume > 0),
    {text(4_000, "unit")},
    {lists("tags")},
    {flag("archived")}
) STRICT;
CREATE TABLE evidence (
    {OF_INITIATIVE},
    {text(400, "criterion", least=1)},
    kind TEXT NOT NULL CHECK (
        kind IN ('document', 'link', 'measurement', 'test-result', 'sign-off', 'incident')
    ),
    {text(4_000, "title", least=1)},
    {day("dated")},
    {text(20_000, "reference", "note")}
) STRICT;
CREATE INDEX evidence_of_initiative ON evidence (initiative_id);
CREATE TABLE change (
    {OF_INITIATIVE},
    {day("dated")},
    kind TEXT NOT NULL CHECK (kind IN ('model', 'prompt', 'provider', 'data', 'terms')),
    {text(20_000, "summary", least=1)}
) STRICT;
CREATE INDEX change_of_initiative ON change (initiative_id);
CREATE TABLE "action" (
    {OF_INITIATIVE},
    {text(400, "criterion", least=1)},
    {text(4_000, "title", least=1)},
    target_level INTEGER CHECK (target_level BETWEEN 0 AND 4),
    {text(4_000, "owner")},
    {day("due", "")},
    effort_tenths INTEGER CHECK (effort_tenths >= 0),
    status TEXT NOT NULL CHECK (status IN ('open', 'done', 'dropped'))
) STRICT;
CREATE INDEX action_of_initiative ON "action" (initiative_id);
CREATE TABLE review (
    {OF_INITIATIVE},
    {day("dated")},
    rubric_id TEXT NOT NULL,
    rubric_version TEXT NOT NULL,
    {text(4_000, "reviewer")},
    {text(20_000, "decision_asked")},
    FOREIGN KEY (rubric_id, rubric_version) REFERENCES rubric (id, version)
) STRICT;
CREATE INDEX review_of_initiative ON review (initiative_id, dated, id);
{answers("score", "review", longest=400)}"""

_VIEWS: Final = f"""
{latest_review("review")}{latest_verdicts()}{GATE_SCORES}CREATE VIEW open_actions AS
SELECT initiative.code, initiative.name, "action".criterion, "action".title, "action".owner,
    "action".due, "action".target_level, "action".effort_tenths / 10.0 AS effort_person_days
FROM "action" JOIN initiative ON initiative.id = "action".initiative_id
WHERE "action".status = 'open' ORDER BY "action".due IS NULL, "action".due, initiative.code;
{evidence_by_criterion()}"""  # noqa: S608 - a view of this file

V1_PORTFOLIO: Final = (
    _TABLES
    + verdicts(
        "verdict IN ('ready', 'conditional', 'not-ready', 'incomplete')",
        "'open', 'conditional', 'closed', 'incomplete'",
    )
    + _VIEWS
    + """
INSERT INTO portfolio (id, title, marking) VALUES (1, '', '');
INSERT INTO revision (id, number) VALUES (1, 0);
"""
)

V9_IDENTITY: Final = """
ALTER TABLE revision ADD COLUMN file_id TEXT CHECK (length(file_id) = 32);
UPDATE revision SET file_id = lower(hex(randomblob(16)));
"""

V11_CONSOLIDATION: Final = f"""
CREATE TABLE source (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    title TEXT NOT NULL UNIQUE CHECK (length(title) BETWEEN 1 AND 4000),
    {text(400, "file_name", least=1)},
    {day("dated")},
    {digests("digest")},
    seals INTEGER NOT NULL CHECK (seals >= 0),
    {digests("head")},
    seals_before INTEGER NOT NULL CHECK (seals_before >= 0)
) STRICT;
CREATE TABLE consolidated (
    initiative_id INTEGER PRIMARY KEY REFERENCES initiative (id),
    source INTEGER NOT NULL REFERENCES source (number),
    {text(32, "code", least=1)},
    {text(4_000, "name", least=1)}
) STRICT;
"""

V12_CAPACITY: Final = f"""
CREATE TABLE capacity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    total_tenths INTEGER CHECK (total_tenths BETWEEN 0 AND 100000),
    {day("until", "")},
    aim TEXT NOT NULL CHECK (aim IN ('value', 'initiatives', 'least-cost')),
    at_least INTEGER CHECK (at_least >= 0),
    unassigned_tenths INTEGER CHECK (unassigned_tenths BETWEEN 0 AND 100000),
    per_unit INTEGER CHECK (per_unit >= 0),
    sharing TEXT NOT NULL CHECK (sharing IN ('actions', 'causes', 'nothing'))
) STRICT;
CREATE TABLE capacity_owner (
    {numbered_of("capacity")},
    {text(4_000, "name", least=1)},
    days_tenths INTEGER NOT NULL CHECK (days_tenths BETWEEN 0 AND 100000),
    PRIMARY KEY (capacity_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE capacity_dependency (
    {numbered_of("capacity")},
    {text(32, "code", '"after"', least=1)},
    PRIMARY KEY (capacity_id, number)
) STRICT, WITHOUT ROWID;
"""

V15_FRAMEWORKS: Final = f"""
CREATE TABLE framework (
    {ID},
    code TEXT NOT NULL COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 32),
    {text(400, "version", least=1)},
    {text(4_000, "name", least=1)},
    {text(20_000, "source", least=1)},
    {day("published")},
    {day("dated")},
    {text(20_000, "not_covered", least=1)},
    UNIQUE (code, version)
) STRICT;
CREATE TABLE framework_item (
    {numbered_of("framework")},
    {text(400, "ref", least=1)},
    {text(4_000, "title", least=1)},
    {text(4_000, "part")},
    {lists("criteria")},
    {text(20_000, "not_covered")},
    {day("applies_from", "")},
    PRIMARY KEY (framework_id, number)
) STRICT, WITHOUT ROWID;
"""

_MATTER: Final = f"""
    {text(400, "agenda_item", "reference")},
    {text(4_000, "meeting")},
    {day("meeting_date", "")},
    {text(4_000, "presenter")},
    purpose TEXT CHECK (purpose IN ('decide', 'note')),
    {text(4_000, "minute", "classification")}
"""
V22_MEETINGS: Final = f"""
CREATE TABLE brief_meeting (
    initiative_id INTEGER PRIMARY KEY REFERENCES initiative (id),{_MATTER}) STRICT;
CREATE TABLE paper_meeting (
    paper TEXT PRIMARY KEY CHECK (paper IN ('comparison', 'pack')),{_MATTER}) STRICT;
ALTER TABLE portfolio ADD COLUMN legal_entity TEXT NOT NULL DEFAULT '' CHECK (length(legal_entity) <= 4000);
ALTER TABLE portfolio ADD COLUMN accent TEXT NOT NULL DEFAULT '' CHECK (length(accent) <= 7);
ALTER TABLE portfolio ADD COLUMN logo TEXT NOT NULL DEFAULT '' CHECK (length(logo) <= 400000);
"""
