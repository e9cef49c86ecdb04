"""Consolidated views: one read-only portfolio over those of several business units."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from operator import attrgetter
from typing import Final

from fivegates.domain.ideas import Idea
from fivegates.domain.limits import SHORT_TEXT, TITLE
from fivegates.domain.review.review import InitiativeRecord, Review

LONGEST_CODE: Final = 32


@dataclass(frozen=True, slots=True)
class Source:
    """A source file of a view: its name, without its folder, and its state on the day `dated`.

    `title` is that of its portfolio, made unique. `digest` is the SHA-256 of the file. `seals` counts its
    final reviews and `head` is the hash of the last, 64 zeros where there is none: its chain was verified
    then; it is empty until the chain is read. `seals_before` counts those of the sources with a smaller
    number.
    """

    number: int
    title: str
    file_name: str
    dated: date
    digest: str
    seals: int = 0
    head: str = ""
    seals_before: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """The source of an initiative, by number, with its code and name there."""

    source: int
    code: str
    name: str


def unique_titles(named: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """A unique title for each file, from that of its portfolio and the stem of its name.

    A portfolio without a title gets that of its file; duplicate titles get the file name appended, and a
    number where these are equal too.
    """
    plain = [(title.strip() or stem)[:SHORT_TEXT] for title, stem in named]
    often = Counter(map(str.casefold, plain))
    taken: set[str] = set()
    found = []
    for title, (_, stem) in zip(plain, named, strict=True):
        wanted = title if often[title.casefold()] == 1 else _with_suffix(title, f" ({stem})", SHORT_TEXT)
        free = _first_free(_numbered(wanted, SHORT_TEXT), taken)
        taken.add(free.casefold())
        found.append(free)
    return tuple(found)


def _numbered(text: str, most: int) -> Iterator[str]:
    """A text, and then the same with a number from 2 appended."""
    yield text
    yield from (_with_suffix(text, f" ({number})", most) for number in count(2))


def _with_suffix(text: str, suffix: str, most: int) -> str:
    """A text with a suffix, cut so that both fit."""
    kept = suffix[:most]
    return f"{text[: most - len(kept)]}{kept}"


def _first_free(candidates: Iterable[str], taken: set[str]) -> str:
    """The first candidate that is not taken, ignoring case."""
    return next(each for each in candidates if each.casefold() not in taken)


Names = Sequence[tuple[str, str]]
"""Code and name of each initiative of a file."""


def unique_names(files: Sequence[tuple[str, Names]]) -> tuple[Mapping[str, tuple[str, str]], ...]:
    """For each file, given by its title, the code and the name in the view by the code in the file.

    A code in several files is prefixed by the first words of the title, a name in several gets the title
    appended; all others stay as they are.
    """
    codes = _in_several([{code.casefold() for code, _ in names} for _, names in files])
    called = _in_several([{name.casefold() for _, name in names} for _, names in files])
    taken = {code.casefold() for _, names in files for code, _ in names}
    leads = _leads([title for title, _ in files])
    found = []
    for number, ((title, names), lead) in enumerate(zip(files, leads, strict=True), 1):
        apart = {}
        for code, name in names:
            shown = name if name.casefold() not in called else _with_suffix(name, f" ({title})", TITLE)
            free = code
            if code.casefold() in codes:
                free = _first_free(_codes(code, lead, number), taken)
                taken.add(free.casefold())
            apart[code] = (free, shown)
        found.append(apart)
    return tuple(found)


def _in_several(sets: Sequence[set[str]]) -> set[str]:
    """Elements of more than one set."""
    often = Counter(each for held in sets for each in held)
    return {each for each, times in often.items() if times > 1}


def _leads(titles: Sequence[str]) -> list[str]:
    """For each title its shortest unique beginning in words, valid in a code; it may be empty."""
    words = [_words(title) for title in titles]
    begun = Counter("-".join(lead).casefold() for each in words for lead in _beginnings(each))
    found = []
    for each in words:
        alone = (lead for lead in map("-".join, _beginnings(each)) if begun[lead.casefold()] == 1)
        found.append(next(alone, "-".join(each)))
    return found


def _words(title: str) -> list[str]:
    """Words of the title in plain letters and digits."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Za-z0-9]+", plain)


def _beginnings(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The first word, the first two, and so on."""
    return (words[:length] for length in range(1, len(words) + 1))


def _codes(code: str, lead: str, number: int) -> Iterator[str]:
    """Valid codes for an initiative of a file, the simplest first."""
    room = LONGEST_CODE - len(code) - 1
    if lead and room > 0:
        yield f"{lead[:room]}.{code}"
    yield f"{number}.{code}"[:LONGEST_CODE]
    yield from (f"{number}-{again}.{code}"[:LONGEST_CODE] for again in count(1))


def renamed(record: InitiativeRecord, code: str, name: str) -> InitiativeRecord:
    """The record under another code and name."""
    return replace(record, initiative=replace(record.initiative, code=code, name=name))


def idea_in_view(idea: Idea, source: Source, names: Mapping[str, tuple[str, str]]) -> Idea:
    """An idea with the title of its file appended, and the code of its initiative in the view."""
    code, _ = names.get(idea.initiative, (idea.initiative, ""))
    return replace(idea, id=0, title=_with_suffix(idea.title, f" ({source.title})", TITLE), initiative=code)


def as_in_source(record: InitiativeRecord, origin: Origin) -> InitiativeRecord:
    """A record of the view as it is in its file, since its reviews were sealed with that code."""
    return renamed(record, origin.code, origin.name)


def moved_in_chain(reviews: Iterable[Review], by: int) -> tuple[Review, ...]:
    """Reviews with their numbers in the chain, and references to them, raised by an offset."""
    return tuple(
        replace(
            review,
            seal=review.seal and replace(review.seal, number=review.seal.number + by),
            supersedes=None if review.supersedes is None else review.supersedes + by,
        )
        for review in reviews
    )


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """The changes in the sources of a view since it was written, each list of titles in its order."""

    unchanged: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def source_changes(before: Sequence[Source], now: Sequence[Source]) -> SourceChanges:
    """Compare the sources of a view with the current files.

    A file is identified by its content, else by its name, else by its title.
    """
    left, pairs = list(before), dict[int, Source]()
    for key in (attrgetter("digest"), attrgetter("file_name"), attrgetter("title")):
        for source in now:
            found = next((each for each in left if key(each) == key(source)), None)
            if found is not None and source.number not in pairs:
                left.remove(found)
                pairs[source.number] = found
    same = {each.number for each in now if each.number in pairs and pairs[each.number].digest == each.digest}
    return SourceChanges(
        unchanged=tuple(each.title for each in now if each.number in same),
        changed=tuple(each.title for each in now if each.number in pairs.keys() - same),
        added=tuple(each.title for each in now if each.number not in pairs),
        gone=tuple(each.title for each in left),
    )
