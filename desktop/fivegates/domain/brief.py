"""The input and output of briefs as values."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from fivegates.domain.comparison.comparison import Comparison
from fivegates.domain.economics.ledger import PriceBook
from fivegates.domain.economics.money import RateTable
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import NO_MEETING, MeetingDetails
from fivegates.domain.portfolio.settings import DEFAULT_CURRENCY, NO_LETTERHEAD, Letterhead
from fivegates.domain.review.review import Case, ChainHead, InitiativeRecord
from fivegates.domain.track_record.kinds import Bias
from fivegates.domain.track_record.record import TrackRecord
from fivegates.domain.two_days import DatedAssessments, TwoDays
from fivegates.domain.verdict.assessment import Assessment


class PaperSize(Enum):
    """A sheet, as width and height in points (1/72 inch)."""

    A4 = (595.276, 841.89)
    LETTER = (612.0, 792.0)

    @property
    def width(self) -> float:
        """Points across."""
        return self.value[0]

    @property
    def height(self) -> float:
        """Points from bottom to top."""
        return self.value[1]


class Edition(Enum):
    """The edition of a brief: page 1 alone, with a page of evidence for the board, or everything."""

    ONE_PAGE = "one-page"
    BOARD = "board"
    FULL = "full"


class Chapter(Enum):
    """A page of answers behind page 1, or a chapter of a brief's appendix, in its order there."""

    ANSWERS = "answers"
    CRITERIA = "criteria"
    PANEL = "panel"
    ACTIONS = "actions"
    CHANGES = "changes"
    EXCEPTIONS = "exceptions"
    TRACK_RECORD = "track-record"
    LEDGER = "ledger"
    WORDS = "words"
    FRAMEWORKS = "frameworks"
    QUESTIONS = "questions"
    ABOUT = "about"


_ON_REQUEST: Final = frozenset({Chapter.FRAMEWORKS, Chapter.QUESTIONS})
"""Chapters that are included only on request."""


class Omission(Enum):
    """The details that a brief for others redacts, or replaces by roles."""

    NAMES = "names"
    MONEY = "money"
    RATIONALE = "rationale"
    REFERENCES = "references"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The redaction of a paper on several initiatives.

    `roles` maps names to roles, the same in all of the paper; `secrets` are the texts that the finished
    file must not contain, the longest first.
    """

    omitted: frozenset[Omission] = frozenset()
    roles: tuple[tuple[str, str], ...] = ()
    secrets: tuple[str, ...] = ()


NOTHING_LEFT_OUT: Final = LeftOut()


@dataclass(frozen=True, slots=True)
class Extent:
    """The rendered part of a brief; without a choice of `chapters`, the full edition has all but two.

    Those are the questions, which are for the presenter alone, and the frameworks, which take many pages. The
    other editions have none.
    """

    edition: Edition = Edition.FULL
    chapters: frozenset[Chapter] | None = None

    def has(self, chapter: Chapter) -> bool:
        """True if a chapter of the appendix is set."""
        if self.chapters is None:
            return self.edition is Edition.FULL and chapter not in _ON_REQUEST
        return chapter in self.chapters


@dataclass(frozen=True, slots=True)
class InitiativeBrief:
    """The content of an initiative brief.

    `assessment` is of one review of `record`; `marking` is printed on every page; `program` names the
    program and its version. Money is stated in `currency`, at the portfolio's `rates`; `price_books` are
    the portfolio's. `earlier` are the cases of the earlier reviews, oldest first. `chain` is the head of
    the portfolio's chain of final reviews, if it has one. `on_day` is the assessment of the latest review
    on the day of the paper, with later records; None where the paper has no day of its own. Where
    `as_sealed`, everything is as sealed with the review but `marking`, `program`, `chain`, `on_day`,
    `extent` and the correction of the review. `omitted` lists the parts left out for others, `others` the
    names and codes of the portfolio's other initiatives, `roles` maps names to roles where a pack sets
    them, and `original` is the case before that. `track` compares earlier promises with outcomes, and
    `biases` give the accuracy of forecasts elsewhere too. `day_rate` is the price of a person-day of the
    path in `currency`; None where no price is printed. `frameworks` are those of the chapter on them.
    `letterhead` marks the paper as the organisation's.
    """

    record: InitiativeRecord
    assessment: Assessment
    marking: str = ""
    program: str = "Fivegates"
    currency: str = DEFAULT_CURRENCY
    rates: RateTable = field(default_factory=RateTable)
    price_books: tuple[PriceBook, ...] = ()
    earlier: tuple[Case, ...] = ()
    chain: ChainHead | None = None
    as_sealed: bool = False
    on_day: Assessment | None = None
    extent: Extent = field(default_factory=Extent)
    omitted: frozenset[Omission] = frozenset()
    others: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    original: Case | None = None
    day_rate: Decimal | None = None
    track: TrackRecord | None = None
    biases: tuple[Bias, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    criterion_titles: tuple[tuple[str, str], ...] = ()
    letterhead: Letterhead = NO_LETTERHEAD

    @property
    def fingerprinted(self) -> Case:
        """The case whose fingerprint is printed: as it was before redaction."""
        return self.original or self.assessment.case

    @property
    def partly_sealed(self) -> bool:
        """True if the review is final although much of the paper is from today's records."""
        return self.assessment.case.review.seal is not None and not self.as_sealed

    @property
    def current(self) -> Assessment:
        """The assessment that open work refers to: as of the day of the paper."""
        return self.on_day or self.assessment

    @property
    def day(self) -> date | None:
        """The day of the paper; None where it has none of its own."""
        return self.on_day.case.review.dated if self.on_day else None

    @property
    def aged(self) -> bool:
        """True if the paper has a later day than the review."""
        return self.day is not None and self.day > self.assessment.case.review.dated

    @property
    def two_days(self) -> TwoDays:
        """The verdict as of the review and as of the day of the paper."""
        return DatedAssessments(self.assessment, self.current).two_days

    @property
    def stage(self) -> Stage | None:
        """The stage of the initiative at the review; None where that is not known."""
        if self.as_sealed:
            return self.record.initiative.stage
        return self.record.stage_at(self.assessment.case.review)


@dataclass(frozen=True, slots=True)
class ComparisonBrief:
    """The content of a comparison brief; `marking` is printed on every page.

    `day` is the one as of which the initiatives are compared, `meeting` holds the meeting details,
    `left_out` the redaction for others. With `questions`, those to expect are set last, for the presenter
    alone.
    """

    comparison: Comparison
    marking: str = ""
    program: str = "Fivegates"
    day: date | None = None
    meeting: MeetingDetails = NO_MEETING
    letterhead: Letterhead = NO_LETTERHEAD
    left_out: LeftOut = NOTHING_LEFT_OUT
    questions: bool = False

    @property
    def dated(self) -> date:
        """The day as of which they are compared; that of the latest review where none is given."""
        sides = self.comparison.sides
        return self.day or max(side.reviewed.case.review.dated for side in sides if side.reviewed)


@dataclass(frozen=True, slots=True)
class Unprintable:
    """Characters that no font of ours can show, each once, and the field that has them, in words."""

    field: str
    characters: str


class FileType(Enum):
    """The file types of briefs, by extension."""

    PDF = ".pdf"
    WORD = ".docx"
    SLIDES = ".pptx"


@dataclass(frozen=True, slots=True)
class Template:
    """A document, or a template, of the organisation, and the name by which a refusal calls it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DocumentOrder:
    """The layout options of a Word document or slides; `palette_data` is the palette file.

    The styles of a `template` are taken where one is given.
    """

    language: Language
    paper: PaperSize
    palette_data: bytes
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class RenderedBrief:
    """A finished PDF; `unprintable` lists the characters printed as an empty box.

    The same brief, language and paper give the same bytes.
    """

    pdf: bytes
    pages: int
    unprintable: tuple[Unprintable, ...] = ()
