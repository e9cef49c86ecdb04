"""The step that lets several people score a review apart: panels, their ballots, what they settled.

Once the review is final, triggers refuse to change them, as they do for the review itself.
"""

from typing import Final

from fivegates.store.schema.v3_reviews import guards

_TABLES: Final = """
CREATE TABLE panel (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    review_id INTEGER NOT NULL UNIQUE REFERENCES review (id),
    key TEXT NOT NULL CHECK (length(key) = 32 AND key NOT GLOB '*[^0-9a-f]*'),
    round INTEGER NOT NULL CHECK (round BETWEEN 1 AND 20),
    questions TEXT NOT NULL CHECK (questions LIKE '[%]'),
    agreed TEXT CHECK (agreed IS strftime('%Y-%m-%dT%H:%M:%SZ', agreed, '+0 days') AND agreed > '0001')
) STRICT;
CREATE TABLE ballot (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    panel_id INTEGER NOT NULL REFERENCES panel (id),
    round INTEGER NOT NULL CHECK (round BETWEEN 1 AND 20),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 4000),
    role TEXT NOT NULL CHECK (length(role) <= 4000),
    invitation TEXT NOT NULL CHECK (
        invitation = '' OR length(invitation) = 64 AND invitation NOT GLOB '*[^0-9a-f]*'
    ),
    handed_in TEXT CHECK (
        handed_in IS strftime('%Y-%m-%dT%H:%M:%SZ', handed_in, '+0 days') AND handed_in > '0001'
    ),
    seal TEXT NOT NULL CHECK (seal = '' OR length(seal) = 64 AND seal NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE INDEX ballot_of_panel ON ballot (panel_id, id);
"""


def _answers(table: str, parent: str, of: str) -> str:
    """A table of answers, one a criterion."""
    return f"""CREATE TABLE {table} (
    {parent} INTEGER NOT NULL REFERENCES {of} (id),
    criterion TEXT NOT NULL CHECK (length(criterion) BETWEEN 1 AND 4000),
    level INTEGER CHECK (level BETWEEN 0 AND 4),
    not_applicable_reason TEXT CHECK (length(not_applicable_reason) <= 20000),
    not_applicable_approver TEXT CHECK (length(not_applicable_approver) <= 4000),
    rationale TEXT NOT NULL CHECK (length(rationale) <= 20000),
    PRIMARY KEY ({parent}, criterion),
    CHECK (level IS NULL OR not_applicable_reason IS NULL),
    CHECK ((not_applicable_reason IS NULL) = (not_applicable_approver IS NULL))
) STRICT, WITHOUT ROWID;
"""


_OF_PANEL: Final = (
    "EXISTS (SELECT 1 FROM panel JOIN seal ON seal.review_id = panel.review_id WHERE panel.id = {}.panel_id)"
)
_OF_BALLOT: Final = (
    "EXISTS (SELECT 1 FROM ballot JOIN panel ON panel.id = ballot.panel_id "
    "JOIN seal ON seal.review_id = panel.review_id WHERE ballot.id = {}.ballot_id)"
)

PANELS: Final = (
    _TABLES
    + _answers("ballot_score", "ballot_id", "ballot")
    + _answers("settlement", "panel_id", "panel")
    + guards("panel")
    + guards("ballot", _OF_PANEL)
    + guards("ballot_score", _OF_BALLOT)
    + guards("settlement", _OF_PANEL)
)
