"""Further records: version 10 keeps forecasts with a probability, and stop figures to compare a ledger with.

Version 16 adds ideas, and the kind of an initiative; version 19 the risk class of an initiative, with the
answers from which it follows. Version 23 adds comments, and who edited what and when, with a view that words
it in English: `what` is the sentence by which undo names the edit, as a template; `details` are the values
that fill it, a JSON list of [name, value, kind]. Initiatives are named by id and by the code that they had
then, without a reference: the entry stays where an initiative is deleted.
"""

from typing import Final

from fivegates.store.schema.clauses import ID, OF_INITIATIVE, day, flag, lists, moment, text

V10_FORECASTS: Final = f"""
CREATE TABLE forecast (
    {OF_INITIATIVE},
    {text(4_000, "statement", least=1)},
    percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    {day("due")},
    {day("dated")},
    {text(4_000, '"by"', least=1)},
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'yes', 'no')),
    {day("resolved", "")},
    {text(20_000, "note")}
) STRICT;
CREATE INDEX forecast_of_initiative ON forecast (initiative_id, id);
ALTER TABLE threshold ADD COLUMN stop_figure TEXT CHECK (
    stop_figure IN ('unit-cost', 'run-cost', 'units', 'unit-value', 'margin', 'success-rate')
);
ALTER TABLE threshold ADD COLUMN stop_at TEXT
    CHECK (length(stop_at) BETWEEN 1 AND 100) CHECK ((stop_at IS NULL) = (stop_figure IS NULL));
ALTER TABLE threshold ADD COLUMN stop_currency TEXT
    CHECK (length(stop_currency) IN (0, 3)) CHECK ((stop_currency IS NULL) = (stop_figure IS NULL));
ALTER TABLE threshold ADD COLUMN stop_from_units INTEGER
    CHECK (stop_from_units BETWEEN 1 AND 1000000000000)
    CHECK (stop_from_units IS NULL OR stop_figure IS NOT NULL);
"""

_KIND: Final = (
    "kind TEXT CHECK (kind IN "
    "('assistant', 'classifier', 'extraction', 'agent', 'vision', 'forecast', 'other'))"
)
V16_IDEAS: Final = f"""
ALTER TABLE initiative ADD COLUMN {_KIND};
CREATE TABLE idea (
    {ID},
    {day("dated")},
    {text(4_000, "title", least=1)},
    {text(20_000, "problem", least=1)},
    {text(20_000, "without_ai")},
    {text(4_000, "owner", '"by"', "whose_time")},
    {text(20_000, "instead", "risk", "penalties", "data")},
    {_KIND},
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
    {day("decided", "")},
    {text(4_000, "decided_by")},
    {text(20_000, "reason")},
    initiative TEXT NOT NULL COLLATE NOCASE CHECK (length(initiative) <= 32)
) STRICT;
"""

V19_RISK_CLASS: Final = f"""
CREATE TABLE risk_class (
    {OF_INITIATIVE},
    {day("dated")},
    {text(4_000, '"by"', least=1)},
    {text(20_000, "reason", least=1)},
    {text(400, "scheme", "version", "level", least=1)},
    {text(4_000, "name", "cites", least=1)},
    {day("applies_from", "")},
    {lists("also")},
    answers TEXT NOT NULL CHECK (answers LIKE '[%]' AND length(answers) <= 100000)
) STRICT;
CREATE INDEX risk_class_of_initiative ON risk_class (initiative_id);
"""

V23_EDITS_AND_COMMENTS: Final = f"""
CREATE TABLE comment (
    {OF_INITIATIVE},
    {text(400, "criterion", least=1)},
    {text(4_000, "by")},
    {moment("at")},
    {text(20_000, "text", least=1)},
    {flag("resolved")}
) STRICT;
CREATE INDEX comment_of_initiative ON comment (initiative_id, id);
CREATE TABLE edit (
    {ID},
    {moment("at")},
    {text(400, "by")},
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
    {text(4_000, "what", least=1)},
    {lists("details", "initiatives", "codes")},
    {day("reviewed", "")},
    {text(400, "criterion")}
) STRICT;
ALTER TABLE portfolio ADD COLUMN history_days INTEGER NOT NULL DEFAULT 400
    CHECK (history_days BETWEEN 1 AND 36500);
CREATE VIEW edit_history AS
WITH RECURSIVE worded (id, filled, sentence) AS (
    SELECT id, 0, what FROM edit
    UNION ALL
    SELECT worded.id, filled + 1, replace(
        sentence,
        '{{' || (SELECT value FROM json_each(detail.value) WHERE key = 0) || '}}',
        (SELECT value FROM json_each(detail.value) WHERE key = 1)
    )
    FROM worded JOIN edit ON edit.id = worded.id JOIN json_each(edit.details) AS detail ON detail.key = filled
)
SELECT edit.at, edit.by AS person, edit.kind, worded.sentence AS what,
    (SELECT group_concat(value, ', ') FROM json_each(edit.codes)) AS codes, edit.reviewed, edit.criterion
FROM edit JOIN worded ON worded.id = edit.id
WHERE filled = (SELECT count(*) FROM json_each(edit.details))
ORDER BY edit.at DESC, edit.id DESC;
"""  # noqa: S608 - words of this file
