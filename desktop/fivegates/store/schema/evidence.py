"""Evidence: version 5 keeps its files, by the hash of their content; version 13 gives their size its unit.

Version 20 keeps how many cases a test tried and how many passed, and the class expected of an idea. Version
24 lets one item back several criteria: ids of criteria have neither quotes nor backslashes, so one is in the
JSON list where its quoted text is.
"""

from typing import Final

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
