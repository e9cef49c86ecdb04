"""Alters files at random: their bytes, the parts of archives, the values of JSON."""

import json
import random
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

WORDS: Sequence[bytes] = (
    b"\0",
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"-",
    b"+",
    b"1e999",
    b"NaN",
    b"Infinity",
    b"-0",
    b"9" * 30,
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"true",
    b"\\u0000",
    b"\\ud800",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"=1+1",
    b"2026-02-30",
    b"0000-00-00",
    b"9999-12-31",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x92\xa3",
    b"<",
    b">",
    b"&#0;",
    b"]]>",
    b"&lt;",
    b"A1048577",
    b"XFD1",
    b"99999999999999999999",
    b"[[rule]]\n",
    b"EUR",
    b"%",
    b"\xef\xbf\xbe",
    b"\xd8\x80",
)
"""Fragments inserted into files: markers of each format, and boundary values."""


def altered(data: bytes, chance: random.Random) -> bytes:
    """The file, altered in a few places."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _part_altered(data, chance)
    if data.startswith(b"{") and chance.random() < 0.8:
        return _json_altered(data, chance)
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        _alter(found, chance)
    return bytes(found)


ODD: Sequence[object] = (
    None,
    True,
    "",
    "x" * 5_000,
    "2026-02-30",
    "0001-01-01",
    "NaN",
    "1e999",
    "\ud800",
    "\ufffe",
    "\u0600",
    "\x00",
    -1,
    0,
    10**30,
    1e308,
    -0.0,
    [],
    {},
    [[]],
    {"": None},
    "EUR",
    "٣",
    "1_000",
)
"""Values to replace others by."""


def _json_altered(data: bytes, chance: random.Random) -> bytes:
    """JSON with a few of its values replaced, missing, or there twice."""
    plain = json.loads(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        if not (holders := list(_holders(plain))):
            return json.dumps(plain).encode()
        holder = chance.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key, what = chance.choice(keys), chance.randrange(5)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, list):
            holder.append(holder[key])
        else:
            holder[key] = chance.choice((*ODD, chance.choice(holders)))
        with suppress(ValueError):
            plain = json.loads(json.dumps(plain))  # values that hold themselves are no JSON
            continue
        return data
    return json.dumps(plain).encode()


def _holders(plain: object) -> Iterator[Any]:
    """All lists and objects that hold anything."""
    if isinstance(plain, dict | list) and plain:
        yield plain
        for value in plain.values() if isinstance(plain, dict) else plain:
            yield from _holders(value)


def _alter(data: bytearray, chance: random.Random) -> None:
    """Apply one random alteration."""
    at = chance.randrange(len(data) + 1)
    upto = min(len(data), at + chance.choice((1, 1, 4, 16, 200)))
    what = chance.randrange(6)
    if what == 0 and data:
        data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
    elif what == 1:
        del data[at:upto]
    elif what == 2:
        data[at:at] = chance.choice(WORDS)
    elif what == 3:
        data[at:upto] = chance.choice(WORDS)
    elif what == 4:
        data[at:at] = data[at:upto] * chance.choice((1, 2, 50))
    else:
        other = chance.randrange(len(data) + 1)
        data[at:at] = data[other : other + chance.randrange(200)]


def _part_altered(data: bytes, chance: random.Random) -> bytes:
    """An archive with one of its parts altered, missing, or there twice."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    number = chance.randrange(len(parts))
    name, part = parts[number]
    what = chance.randrange(12)
    if what == 0:
        del parts[number]
    elif what == 1:
        parts[number] = (chance.choice(parts)[0], part)
    else:
        parts[number] = (name, altered(part, chance))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in dict(parts).items():
            archive.writestr(each, content)
    return out.getvalue()
