"""The step that lets one item of evidence back several criteria, and the views that follow from it.

Ids of criteria have neither quotes nor backslashes, so one is in the JSON list where its quoted text is.
"""

from typing import Final

from fivegates.store.schema.v6_views import EVIDENCE_THAT_LAPSES

_BACKS: Final = "newest.criterion = score.criterion"
_BACKS_ANY: Final = f"""(
            {_BACKS} OR instr(newest.also, '"' || score.criterion || '"')
        )"""
_SERVED: Final = "(evidence.criterion <> '-') + (SELECT count(*) FROM json_each(evidence.also))"

EVIDENCE_FOR_SEVERAL: Final = (
    f"""
ALTER TABLE evidence ADD COLUMN also TEXT NOT NULL DEFAULT '[]'
    CHECK (also LIKE '[%]' AND length(also) <= 20000);
DROP VIEW evidence_by_criterion;
CREATE VIEW evidence_by_criterion AS
SELECT initiative.code, initiative.name, backed.criterion, evidence.dated, evidence.kind,
    evidence.title, evidence.reference, evidence.note, evidence.file_name,
    evidence.file_size AS file_size_bytes, {_SERVED} AS criteria_served
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
