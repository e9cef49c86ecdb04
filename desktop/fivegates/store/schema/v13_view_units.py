"""The step that puts the unit into the name of a column of a view that lacked it."""

from typing import Final

VIEW_UNITS: Final = """
DROP VIEW evidence_by_criterion;
CREATE VIEW evidence_by_criterion AS
SELECT initiative.code, initiative.name, evidence.criterion, evidence.dated, evidence.kind,
    evidence.title, evidence.reference, evidence.note, evidence.file_name,
    evidence.file_size AS file_size_bytes
FROM evidence JOIN initiative ON initiative.id = evidence.initiative_id
ORDER BY initiative.code, evidence.criterion, evidence.dated;
"""
