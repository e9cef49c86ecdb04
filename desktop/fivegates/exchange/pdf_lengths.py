"""Measures the objects of a PDF as they stand in the file, before a library reads them.

Each number in an object takes seventy times its room once it is read, and a whole object is read at a time.
What ends an object is found as the library finds it: not in texts, remarks or names, nor within brackets.
"""

import re
from itertools import chain
from typing import Final

MOST_DIRECT: Final = 2 * 2**20
"""Bytes of one object, without a stream of its own: far beyond the longest list that anybody writes."""

_MOST_FAULTS: Final = 15
"""So many the library forgives before it gives an object up."""

_MOST_LOOKED_AT: Final = 4
"""How many times the file's length may be looked at, where objects seem to stand in one another."""

_LINE: Final = 4_096
"""Bytes before an object in which a remark is looked for."""

_BLANK: Final = b"\0\t\n\f\r "
_APART: Final = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
"""What a word is made of; anything else sets it apart from the next."""

_OBJECT: Final = re.compile(rb"obj(?<!%bobj)(?!%b)" % (_APART, _APART))
_TRAILER: Final = re.compile(rb"trailer(?<!%btrailer)(?!%b)" % (_APART, _APART))
_RUN: Final = re.compile(
    rb"(?:[^(%%es\x01-\x08\x0e-\x1f]++|(?<=[^\0\t\n\f\r ()<>\[\]{}%%])[es]|(?!(?:endobj|stream)(?!%b))[es])*+"
    % _APART
)
_REMARK: Final = re.compile(rb"%[^\r\n]*+")
_WORDS: Final = re.compile(rb"(?:[^()\\]++|\\.)*+", re.DOTALL)


def is_bearable(content: bytes) -> bool:
    """Whether every object of a PDF is short enough to be read without filling the memory."""
    if len(content) <= MOST_DIRECT:
        return True
    looked_at = 0
    for begins in chain(_OBJECT.finditer(content), _TRAILER.finditer(content)):
        if begins[0] == b"obj" and not _is_numbered(content, begins.start()):
            looked_at += _LINE
        else:
            length = _length(content, begins.end())
            looked_at += length
            if length >= MOST_DIRECT:
                return False
        if looked_at > _MOST_LOOKED_AT * len(content):
            return False
    return True


def _is_numbered(content: bytes, at: int) -> bool:
    """Whether a number stands before, or could before a remark: in pictures the word comes up by chance."""
    line = content[max(at - _LINE, 0) : at]
    before = line.rstrip(_BLANK)
    if before[-1:].isdigit():
        return len(before) < len(line)
    return b"%" in before or not (b"\n" in before or b"\r" in before)


def _length(content: bytes, start: int) -> int:
    """How many bytes an object has from here on, `MOST_DIRECT` at most."""
    at, most, depth, faults = start, start + MOST_DIRECT, 0, 0
    while faults <= _MOST_FAULTS:
        began, at = at, _after(_RUN, content, at, most)
        depth = max(depth + _opened(content[began:at]), 0)
        mark = content[at : at + 1] if at < most else b""
        if mark == b"(":
            at = _after_text(content, at, most)
        elif mark == b"%":
            at = _after(_REMARK, content, at, most)
        elif not mark or (mark in b"es" and not depth):
            break
        else:
            faults, at = faults + 1, at + 1
    return at - start


def _after(pattern: re.Pattern[bytes], content: bytes, at: int, most: int) -> int:
    """Where what the pattern describes ends, if it stands here."""
    found = pattern.match(content, at, most)
    return found.end() if found else at


def _opened(run: bytes) -> int:
    """How many more brackets a piece opens than it closes."""
    return run.count(b"[") + run.count(b"<<") - run.count(b"]") - run.count(b">>")


def _after_text(content: bytes, start: int, most: int) -> int:
    """Where a text ends that begins here; parentheses in it are paired."""
    at, depth = start + 1, 1
    while depth and at < most:
        at = _after(_WORDS, content, at, most)
        depth += 1 if content[at : at + 1] == b"(" else -1
        at += 1
    return min(at, most)
