"""Fits page 1 on one page: tries limits on its parts, from generous to terse."""

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from fivegates.briefs.initiative.context import Covered, Sheet
from fivegates.briefs.initiative.meeting_head import LONGEST_PART
from fivegates.briefs.initiative.page_one import (
    carrying,
    decision_panel,
    head_blocks,
    path_blocks,
    price_blocks,
    summary_blocks,
    verdict_blocks,
    watched,
    why_blocks,
)
from fivegates.briefs.initiative.path_table import fits_on_page_one
from fivegates.briefs.initiative.references import References
from fivegates.briefs.typesetting.arrangements import Columns
from fivegates.briefs.typesetting.blocks import Block, Stack
from fivegates.briefs.typesetting.styles import Frame
from fivegates.domain.brief import Edition

# The share of the width for the column of reasons; less where the path's column is taller.
EVEN, NARROW, NARROWEST = 0.5, 0.42, 0.34
COLUMN_GAP: Final = 22
# The share of the space between blocks on a tight page, and on the tightest.
CLOSE, CLOSEST = 0.75, 0.55


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on the parts of page 1; a note refers to what is left out.

    `asked` is the most characters of the decision asked, None for all; `meeting` of each meeting detail.
    `air` is the factor on the space between blocks; `next_review` whether the strip has the day of the next
    review; `share` the part of the width for the column of reasons; `firm` whether it has how firm the
    verdict is, which a chapter of its own gives too.
    """

    reasons: int
    steps: int
    summary: bool
    rationale: bool
    asked: int | None = None
    air: float = 1
    meeting: int = LONGEST_PART
    next_review: bool = True
    share: float = EVEN
    firm: bool = True


# From generous to terse. If even the last is too tall, page 1 goes over to page 2.
LIMITS = (
    Limits(5, 7, summary=True, rationale=True),
    Limits(5, 6, summary=True, rationale=True),
    Limits(4, 6, summary=True, rationale=True),
    Limits(4, 5, summary=True, rationale=True),
    Limits(3, 5, summary=True, rationale=True),
    Limits(3, 4, summary=True, rationale=True),
    Limits(3, 3, summary=True, rationale=True),
    Limits(3, 4, summary=False, rationale=True),
    Limits(3, 3, summary=False, rationale=True),
    Limits(4, 5, summary=False, rationale=False),
    Limits(3, 4, summary=False, rationale=False),
    Limits(3, 2, summary=False, rationale=True),
    Limits(3, 3, summary=False, rationale=False),
    Limits(3, 2, summary=False, rationale=False),
    Limits(2, 3, summary=False, rationale=False),
    Limits(2, 2, summary=False, rationale=False),
    Limits(3, 3, summary=False, rationale=False, share=NARROW),
    Limits(3, 2, summary=False, rationale=False, share=NARROW),
    Limits(3, 3, summary=False, rationale=False, air=CLOSE),
    Limits(3, 3, summary=False, rationale=False, air=CLOSE, share=NARROW),
    Limits(3, 2, summary=False, rationale=False, air=CLOSE, share=NARROW),
    Limits(2, 2, summary=False, rationale=False, air=CLOSE),
    Limits(2, 2, summary=False, rationale=False, air=CLOSE, share=NARROW),
    Limits(3, 1, summary=False, rationale=False),
    Limits(2, 1, summary=False, rationale=False),
    Limits(1, 1, summary=False, rationale=False),
    Limits(3, 1, summary=False, rationale=False, air=CLOSE),
    Limits(2, 1, summary=False, rationale=False, air=CLOSE),
    Limits(1, 1, summary=False, rationale=False, air=CLOSE),
    Limits(2, 1, summary=False, rationale=False, air=CLOSE, next_review=False),
    Limits(2, 1, summary=False, rationale=False, air=CLOSEST, next_review=False),
    *(
        Limits(most, 1, summary=False, rationale=False, air=air, next_review=False, share=share)
        for air in (CLOSE, CLOSEST)
        for share in (NARROW, NARROWEST)
        for most in (3, 2, 1)
    ),
    *(
        Limits(most, 1, summary=False, rationale=False, air=air, next_review=False, share=share, firm=False)
        for air in (CLOSE, CLOSEST)
        for share in (NARROW, NARROWEST)
        for most in (3, 2, 1)
    ),
    Limits(1, 1, summary=False, rationale=False, air=CLOSEST, next_review=False),
)
# Only where no page of the whole text follows may it be cut.
ONE_PAGE_LIMITS = (
    *LIMITS,
    Limits(2, 2, summary=False, rationale=False, asked=600),
    Limits(1, 1, summary=False, rationale=False, asked=300),
    Limits(1, 1, summary=False, rationale=False, asked=300, air=CLOSE, meeting=50, next_review=False),
)


class PageOne:
    """Page 1 of a brief within any limits; what two limits have in common is composed once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._head = cache(partial(head_blocks, sheet))
        self._summary = cache(partial(summary_blocks, sheet))
        self._verdict = cache(partial(verdict_blocks, sheet))
        self._asked = cache(partial(decision_panel, sheet))
        self._price = cache(partial(_price, sheet))
        self._lead_from(sheet)

    def lead_by(self, references: References) -> None:
        """Set the page numbers of its references."""
        self._lead_from(replace(self._sheet, references=references))

    def _lead_from(self, sheet: Sheet) -> None:
        """Compose the columns that lead to other pages."""
        self._why = cache(partial(_why, sheet))
        self._path = cache(partial(_path, sheet))

    def limits(self, frame: Frame) -> Limits:
        """The most generous limits with which it fits into `frame`."""
        full = self._sheet.brief.extent.edition is Edition.FULL
        all_limits = LIMITS if full else ONE_PAGE_LIMITS
        fitting = (limits for limits in all_limits if self.within(limits).height(frame.width) <= frame.height)
        return next(fitting, all_limits[-1])

    def covered(self, limits: Limits) -> Covered:
        """The reasons and steps covered within these limits."""
        sheet = self._sheet
        reasons = (*carrying(sheet)[: limits.reasons], *watched(sheet)[: limits.reasons])
        return Covered(reasons, fits_on_page_one(sheet, sheet.path.steps[: limits.steps]))

    def within(self, limits: Limits) -> Stack:
        """The page within these limits."""
        columns = Columns(
            self._why(limits.reasons, rationale=limits.rationale),
            self._path(limits.steps, limits.firm),
            share=limits.share,
            gap=COLUMN_GAP,
            space_before=12,
        )
        summary = self._summary() if limits.summary else []
        verdict, asked, price = self._verdict(), self._asked(limits.asked), self._price(limits.next_review)
        return Stack(
            [*self._head(limits.meeting), *summary, *verdict, columns, asked, *price], air=limits.air
        )


def _why(sheet: Sheet, most: int, *, rationale: bool) -> Stack:
    """The column of reasons."""
    return Stack(list(why_blocks(sheet, most, rationale=rationale)))


def _path(sheet: Sheet, most: int, firm: bool) -> Stack:  # noqa: FBT001 - a key of the cache
    """The column of the path."""
    return Stack(list(path_blocks(sheet, most, firm=firm)))


def _price(sheet: Sheet, next_review: bool) -> list[Block]:  # noqa: FBT001 - a key of the cache
    """Cost and dates."""
    return list(price_blocks(sheet, next_review=next_review))
