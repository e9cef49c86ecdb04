"""The step that keeps who edited what and when, with a view that words it in English, and adds comments.

`what` is the sentence by which undo names the edit, as a template; `details` are the values that fill it: a
JSON list of [name, value, kind]. Initiatives are named by id and by the code that they had then, without a
reference: the entry stays where an initiative is deleted. Of SQLite's functions for JSON a view may use
json_each alone.
"""

from typing import Final

EDITS_AND_COMMENTS: Final = """
CREATE TABLE comment (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    initiative_id INTEGER NOT NULL REFERENCES initiative (id),
    criterion TEXT NOT NULL CHECK (length(criterion) BETWEEN 1 AND 400),
    by TEXT NOT NULL CHECK (length(by) <= 4000),
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%SZ', at, '+0 days') AND at > '0001'),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    resolved INTEGER NOT NULL CHECK (resolved IN (0, 1))
) STRICT;
CREATE INDEX comment_of_initiative ON comment (initiative_id, id);
CREATE TABLE edit (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%SZ', at, '+0 days') AND at > '0001'),
    by TEXT NOT NULL CHECK (length(by) <= 400),
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
    what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 4000),
    details TEXT NOT NULL CHECK (details LIKE '[%]' AND length(details) <= 20000),
    initiatives TEXT NOT NULL CHECK (initiatives LIKE '[%]' AND length(initiatives) <= 20000),
    codes TEXT NOT NULL CHECK (codes LIKE '[%]' AND length(codes) <= 20000),
    reviewed TEXT CHECK (reviewed IS date(reviewed, '+0 days') AND reviewed > '0001'),
    criterion TEXT NOT NULL CHECK (length(criterion) <= 400)
) STRICT;
ALTER TABLE portfolio ADD COLUMN history_days INTEGER NOT NULL DEFAULT 400
    CHECK (history_days BETWEEN 1 AND 36500);
CREATE VIEW edit_history AS
WITH RECURSIVE worded (id, filled, sentence) AS (
    SELECT id, 0, what FROM edit
    UNION ALL
    SELECT worded.id, filled + 1, replace(
        sentence,
        '{' || (SELECT value FROM json_each(detail.value) WHERE key = 0) || '}',
        (SELECT value FROM json_each(detail.value) WHERE key = 1)
    )
    FROM worded JOIN edit ON edit.id = worded.id JOIN json_each(edit.details) AS detail ON detail.key = filled
)
SELECT edit.at, edit.by AS person, edit.kind, worded.sentence AS what,
    (SELECT group_concat(value, ', ') FROM json_each(edit.codes)) AS codes, edit.reviewed, edit.criterion
FROM edit JOIN worded ON worded.id = edit.id
WHERE filled = (SELECT count(*) FROM json_each(edit.details))
ORDER BY edit.at DESC, edit.id DESC;
"""
