"""The sheet: values, styles and language that every part of a brief is composed from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from fivegates.briefs.initiative.money import Money
from fivegates.briefs.initiative.references import References
from fivegates.briefs.typesetting.blocks import Block, Prose
from fivegates.briefs.typesetting.line_breaking import DOT
from fivegates.briefs.typesetting.styles import Styles
from fivegates.domain.brief import InitiativeBrief
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Language
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.path import Path
from fivegates.domain.verdict.reasons import Reason
from fivegates.domain.wording.finality import not_sealed_note
from fivegates.domain.wording.proposals import decision_asked


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values, styles and language of a brief.

    `money` keeps the ledger's figures by day; a sheet made with `replace` keeps its own.
    """

    brief: InitiativeBrief
    styles: Styles
    language: Language
    references: References = field(default_factory=References)
    money: dict[date, Money] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def initiative(self) -> Initiative:
        """The initiative under review."""
        return self.brief.record.initiative

    @property
    def assessment(self) -> Assessment:
        """The assessment of the review."""
        return self.brief.assessment

    @property
    def path(self) -> Path:
        """The path to ready, from the day of the paper on."""
        return self.brief.current.path

    @property
    def case(self) -> Case:
        """The review with its evidence, changes, actions and waivers."""
        return self.brief.assessment.case

    @property
    def rubric(self) -> Rubric:
        """The rubric that the review is read against."""
        return self.brief.assessment.case.rubric


@dataclass(frozen=True, slots=True)
class Covered:
    """The content already on page 1, so that later pages cover the rest."""

    reasons: tuple[Reason, ...]
    whole_path: bool


def asked_of(sheet: Sheet) -> str:
    """The decision asked of the board."""
    brief = sheet.brief
    written = sheet.case.review.decision_asked
    return decision_asked(written, brief.current, sheet.initiative, brief.stage, sheet.language)


def of_review(sheet: Sheet, title: str) -> str:
    """A title for findings of the review, with its day on a paper of a later day."""
    if not sheet.brief.aged:
        return title
    day = sheet.case.review.dated
    return sheet.language.gettext("{title}, as of the review of {day}", title=title, day=day)


def of_both_days(sheet: Sheet, title: str) -> str:
    """A title for findings of the review with proofs as of the day of the paper; with both days."""
    if not sheet.brief.aged:
        return title
    return sheet.language.gettext(
        "{title}, as of the review of {reviewed}, proofs as of {day}",
        title=title,
        reviewed=sheet.case.review.dated,
        day=sheet.brief.current.case.review.dated,
    )


def cut(text: str, most: int) -> str:
    """Truncate to `most` characters, with an ellipsis: after a word, unless the last one is most of it."""
    if len(text) <= most:
        return text
    whole, space, _ = text[: most + 1].rpartition(" ")
    kept = whole if space and len(whole) * 2 > most else text[:most]
    return f"{kept.rstrip()}…"


def dotted(parts: Iterable[str]) -> str:
    """Join the parts that are not empty by spaced dots."""
    return f" {DOT} ".join(part for part in parts if part.strip())


def not_sealed(sheet: Sheet) -> Iterator[Block]:
    """A note below a title that the part is not sealed with the final review; nothing where it is."""
    text = not_sealed_note(sheet.brief, sheet.language)
    if text:
        yield Prose(text, sheet.styles.note, space_before=2, keep_with_next=True)
