"""Validation of passwords, and their normalisation to bytes."""

import re
import unicodedata
from typing import Final

from fivegates.domain.errors import Problem, UserError

LEAST_FOR_A_COPY: Final = 8
"""In characters. An encrypted copy is open to offline guessing."""

MOST_BYTES: Final = 127
"""Limit of the PDF standard (ISO 32000-2, 7.6.4.3.3), used for both: one rule is easier to remember."""

_UNTYPABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def check_password(password: str, least: int = 1) -> tuple[Problem, ...]:
    """Return the problem of a new password of at least so many characters."""
    if not password:
        return (_problem(UserError("Write a password: without one nothing would be protected.")),)
    if _UNTYPABLE.search(password):
        return (_problem(UserError("A password cannot hold line breaks or other control characters.")),)
    if len(password) < least:
        return (_problem(UserError("Write at least {least} characters; some words are best.", least=least)),)
    if len(password_bytes(password)) > MOST_BYTES:
        return (_problem(UserError("This password is too long; {most} plain letters fit.", most=MOST_BYTES)),)
    return ()


def password_bytes(password: str) -> bytes:
    """UTF-8 of the composed form, so that no keyboard or system makes another password of it."""
    return unicodedata.normalize("NFKC", password).encode(errors="replace")


def _problem(reason: UserError) -> Problem:
    return Problem("password", reason)
