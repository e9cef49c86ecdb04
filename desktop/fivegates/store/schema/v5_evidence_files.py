"""The step that keeps files of evidence, by the hash of their content."""

from typing import Final

FILES: Final = """
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
CREATE VIEW evidence_by_criterion AS
SELECT initiative.code, initiative.name, evidence.criterion, evidence.dated, evidence.kind,
    evidence.title, evidence.reference, evidence.note, evidence.file_name, evidence.file_size
FROM evidence JOIN initiative ON initiative.id = evidence.initiative_id
ORDER BY initiative.code, evidence.criterion, evidence.dated;
"""
