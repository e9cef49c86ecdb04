"""An index in memory over all text of an open portfolio, kept up to date from its edits.

It has a connection of its own, to no file. So the portfolio's connection keeps its hardening (a virtual table
there needs shadow tables, and writes to sqlite_master, that an authorizer would have to allow), a portfolio
that is read-only is searched like any other, and the index takes no lock.

The FTS5 table is contentless: it holds which rows have a word, and nothing else (`detail=none`). Words are
split and folded in Python, for text and query alike, and the tokenizer `ascii` only splits them at blanks.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter, methodcaller
from typing import Final, NamedTuple

from fivegates.domain.search import Backed, Hit, HitKind, snippet_of, words_of
from fivegates.store.file.connection import scalar
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import READING, as_user_errors
from fivegates.store.records.columns import list_value
from fivegates.store.records.initiatives import PRICE_BOOK, read_initiative_ids
from fivegates.store.records.ledger import RATE
from fivegates.store.records.overview import GATE_VERDICT, REVIEW_VERDICT
from fivegates.store.records.portfolio import owner_of
from fivegates.store.records.portfolio_tables import CAPACITY, FRAMEWORK, IDEA
from fivegates.store.records.reviews import read_rubrics
from fivegates.store.records.rows import RowChange
from fivegates.store.records.settings import SETTINGS
from fivegates.store.search.sources import BETWEEN, PLACES, Entry, Shipped, entries_of

_WITHOUT_TEXT: Final = GATE_VERDICT.tables | REVIEW_VERDICT.tables
_SHARED: Final = frozenset({"rubric", "paper_meeting"}).union(
    *(table.tables for table in (SETTINGS, PRICE_BOOK, RATE, FRAMEWORK, IDEA, CAPACITY))
)


def edited_initiatives(file: PortfolioFile, rows: Iterable[RowChange]) -> set[int]:
    """The ids of the initiatives that have other texts since; 0 where what they share has changed."""
    changed = [(row.table, image) for row in rows for image in (row.before, row.after) if image is not None]
    held = {(table, image["id"]): image for table, image in changed if "id" in image}
    owners = {owner_of(file, table, image, held) for table, image in changed if table not in _WITHOUT_TEXT}
    return owners - {0} | {0 for table, _ in changed if table in _SHARED}


_SCHEMA: Final = """
PRAGMA temp_store = MEMORY;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, initiative_id INTEGER NOT NULL, criterion TEXT NOT NULL,
    record_id INTEGER NOT NULL, texts TEXT NOT NULL
);
CREATE INDEX entry_of_initiative ON entry (initiative_id);
CREATE VIRTUAL TABLE word USING fts5(words, content='', detail=none, columnsize=0, tokenize='ascii');
INSERT INTO word (word, rank) VALUES ('automerge', 16);
"""
# By default FTS5 merges what it has written at every fourth write, now and then for longer than a frame.
_KINDS: Final = {kind: number for number, kind in enumerate(HitKind)}
_PER_KIND: Final = 1 << 48
"""So many ids a kind: matches come in the order of ids, and so in the order of kinds."""
_MATCHED: Final = 12
"""So many words go to FTS5, whose parser has a limit; a hit has all the others too."""
_PER_COMMIT: Final = 16
"""So many initiatives are read between two commits, at each of which FTS5 writes what it has gathered."""
_COMPARED: Final = 100
"""So many matches are ordered, where fewer are wanted."""


class _State(NamedTuple):
    """The state of the file when the index was last updated."""

    connection: sqlite3.Connection
    data_version: object
    revision: int


class SearchIndex:
    """The text of one portfolio file; whoever makes one closes it.

    Criteria are found as `shipped` translates them too.
    """

    def __init__(self, file: PortfolioFile, shipped: Shipped = str) -> None:
        self.file, self.shipped = file, shipped
        self._memory = sqlite3.connect(":memory:", isolation_level=None)
        self._memory.executescript(_SCHEMA)
        self._state: _State | None = None
        self._waiting: list[int] = []
        self._next = 0

    def close(self) -> None:
        """Close the index and its connection."""
        self._memory.close()

    @property
    def waiting(self) -> int:
        """The number of initiatives still to be read; shared content counts as one."""
        return len(self._waiting)

    def size(self) -> int:
        """The bytes that the index takes in memory."""
        pages, each = scalar(self._memory, "PRAGMA page_count"), scalar(self._memory, "PRAGMA page_size")
        return int(str(pages)) * int(str(each))

    def update(self) -> Iterator[int]:
        """Bring the index up to date, one initiative a step; yields how many are left.

        It may be given up after any step, and goes on there the next time. Nothing is read where nobody has
        written since. Raises UserError when the file cannot be read.
        """
        self._plan()
        while self._waiting:
            initiative_id = self._waiting[-1]
            # Held still, too, each query does not take a lock of its own.
            with self.file.read_transaction():
                entries = list(entries_of(self.file, initiative_id, self.shipped))
            if not self._memory.in_transaction:
                self._memory.execute("BEGIN")
            self._replace(initiative_id, entries)
            self._waiting.pop()
            if len(self._waiting) % _PER_COMMIT == 0:
                self._memory.execute("COMMIT")
            yield len(self._waiting)

    def find(self, words: str, limit: int | None = None) -> tuple[Hit, ...]:
        """The records that hold all words, each the beginning of one of theirs, the best first.

        Whole words come before beginnings of longer ones, then kinds as `HitKind` lists them. Where `limit`
        is given, only the first matches are ordered so. Raises UserError when the file cannot be read.
        """
        wanted = list(dict.fromkeys(words_of(words)))
        if not wanted:
            return ()
        query = " ".join(f'"{word}"*' for word in wanted[:_MATCHED])
        matches = self._memory.execute(
            "SELECT kind, initiative_id, criterion, record_id, texts FROM entry WHERE id IN "
            "(SELECT rowid FROM word WHERE word MATCH ? LIMIT ?) ORDER BY id",
            (query, -1 if limit is None else max(_COMPARED, limit)),
        )
        entries = [_entry(row) for row in matches]
        found = [match for each in entries if (match := _matched(each, wanted))]
        ordered = sorted(found, key=itemgetter(0))
        return self._hits([entry for _order, entry in ordered[:limit]], wanted)

    def entries(self) -> set[Entry]:
        """Everything that the index holds."""
        rows = self._memory.execute("SELECT kind, initiative_id, criterion, record_id, texts FROM entry")
        return {_entry(row) for row in rows}

    def _plan(self) -> None:
        """List the changes since the last run; everything if another program made edits."""
        file, before = self.file, self._state
        revision = file.stored_revision()
        with as_user_errors(file.path, READING):
            state = _State(file.connection, scalar(file.connection, "PRAGMA data_version"), revision)
        if state == before:
            return
        # The edits of this session explain all differences.
        if (
            before is not None
            and before[:2] == state[:2]
            and revision == file.revision
            and before.revision >= file.session_start
        ):
            rows = [
                row for rows in file.session_edits[before.revision - file.session_start :] for row in rows
            ]
            edited = edited_initiatives(file, rows)
            self._waiting += sorted(edited - set(self._waiting))
        else:
            self._memory.execute("DELETE FROM entry")
            self._memory.execute("INSERT INTO word (word) VALUES ('delete-all')")
            self._waiting = [*reversed(read_initiative_ids(file)), 0]
        self._state = state

    def _replace(self, initiative_id: int, entries: Iterable[Entry]) -> None:
        """Hold these entries of an initiative in place of those from before."""
        memory = self._memory
        before = memory.execute(
            "SELECT id, texts FROM entry WHERE initiative_id = ?", (initiative_id,)
        ).fetchall()
        if before:
            memory.executemany(
                "INSERT INTO word (word, rowid, words) VALUES ('delete', ?, ?)",
                [(row_id, _folded(texts)) for row_id, texts in before],
            )
            memory.execute("DELETE FROM entry WHERE initiative_id = ?", (initiative_id,))
        rows = [
            (_KINDS[entry.kind] * _PER_KIND + number, *entry)
            for number, entry in enumerate(entries, self._next)
        ]
        self._next += len(rows)
        memory.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)
        memory.executemany(
            "INSERT INTO word (rowid, words) VALUES (?, ?)", [(row[0], _folded(row[-1])) for row in rows]
        )

    def _hits(self, entries: Sequence[Entry], wanted: Sequence[str]) -> tuple[Hit, ...]:
        """Entries as hits, with code and name of their initiatives."""
        names = {0: ("", "")}
        for initiative_id in {entry.initiative_id for entry in entries} - {0}:
            found = self.file.rows("SELECT code, name FROM initiative WHERE id = ?", initiative_id)
            names[initiative_id] = (found[0]["code"], found[0]["name"]) if found else ("", "")
        hits = [
            _hit(rank, entry, names[entry.initiative_id], wanted) for rank, entry in enumerate(entries, 1)
        ]
        also = self._also([hit.record_id for hit in hits if hit.kind is HitKind.EVIDENCE])
        return tuple(
            replace(hit, also=also[hit.record_id])
            if hit.kind is HitKind.EVIDENCE and hit.record_id in also
            else hit
            for hit in hits
        )

    def _also(self, evidence_ids: Iterable[int]) -> dict[int, tuple[Backed, ...]]:
        """The further criteria of the items of evidence that back several; the rest are left out."""
        query = "SELECT also FROM evidence WHERE id = ? AND also <> '[]'"
        ids = {each: list_value(row["also"]) for each in evidence_ids for row in self.file.rows(query, each)}
        if not ids:
            return {}
        topics = {each.id: each.topic for rubric in read_rubrics(self.file) for each in rubric.criteria}
        return {
            each: tuple(Backed(further, topics.get(further, further)) for further in criteria)
            for each, criteria in ids.items()
        }


def _entry(row: Sequence[object]) -> Entry:
    """An entry from its row."""
    kind, initiative_id, criterion, record_id, texts = row
    return Entry(HitKind(str(kind)), int(str(initiative_id)), str(criterion), int(str(record_id)), str(texts))


def _folded(texts: str) -> str:
    """The words of an entry's texts, for FTS5, which splits and folds ASCII as `words_of` does."""
    return texts if texts.isascii() else " ".join(words_of(texts))


def _matched(entry: Entry, wanted: Sequence[str]) -> tuple[tuple[object, ...], Entry] | None:
    """An entry with its place in the order; None where one of the words is not in it."""
    held = set(words_of(entry.texts))
    begun = [word for word in wanted if word not in held]
    if _begun_in(held, begun) < len(begun):
        return None
    kind = _KINDS[entry.kind]
    return (len(begun), kind, entry.initiative_id, entry.record_id, entry.criterion, entry.texts), entry


def _begun_in(held: Iterable[str], wanted: Sequence[str]) -> int:
    """Number of the words that begin one in the text."""
    return sum(any(map(methodcaller("startswith", word), held)) for word in wanted)


def _hit(rank: int, entry: Entry, named: tuple[str, str], wanted: Sequence[str]) -> Hit:
    """A hit that shows the field with the most of the words, the first of them where several have as many."""
    texts = entry.texts.split(BETWEEN)
    counts = [_begun_in(words_of(text), wanted) for text in texts]
    best = counts.index(max(counts))
    snippet = snippet_of(texts[best], wanted)
    return Hit(
        rank,
        entry.kind,
        entry.initiative_id,
        *named,
        entry.criterion,
        entry.record_id,
        PLACES[entry.kind][best],
        snippet,
    )
