"""The sheet: values, styles and language that every part of a comparison brief is composed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.initiative.references import References
from fivegates.briefs.typesetting.styles import Styles
from fivegates.domain.brief import ComparisonBrief, InitiativeBrief
from fivegates.domain.comparison.comparison import Comparison, Side
from fivegates.domain.language import Language
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.verdict.assessment import Assessment


@dataclass(frozen=True, slots=True)
class ComparisonSheet:
    """The values, styles and language of a comparison brief; `fingerprints` of the reviews, by code.

    `references` locate the headings that the questions refer to.
    """

    brief: ComparisonBrief
    styles: Styles
    language: Language
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    references: References = field(default_factory=References)

    @property
    def comparison(self) -> Comparison:
        """The initiatives side by side."""
        return self.brief.comparison

    def of(self, side: Side, assessment: Assessment) -> Sheet:
        """Return the sheet of a reviewed side, for the parts that an initiative brief has too."""
        brief = InitiativeBrief(InitiativeRecord(side.initiative), assessment)
        return Sheet(brief, self.styles, self.language)
