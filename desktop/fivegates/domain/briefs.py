"""A brief as values: what it tells, the paper it is set on, and the finished PDF."""

from dataclasses import dataclass
from enum import StrEnum

from fivegates.domain.assessment import Assessment
from fivegates.domain.reviews import InitiativeRecord


class PaperSize(StrEnum):
    """The paper that a brief is set on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class InitiativeBrief:
    """All that an initiative brief tells. `marking` is printed on every page."""

    record: InitiativeRecord
    assessment: Assessment
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Unprintable:
    """Characters of one field that no font at hand can show; a mark stands in their place."""

    field: str
    characters: str


@dataclass(frozen=True, slots=True)
class RenderedBrief:
    """A finished PDF. The same brief, language and paper give the same bytes."""

    pdf: bytes
    pages: int
    unprintable: tuple[Unprintable, ...] = ()
