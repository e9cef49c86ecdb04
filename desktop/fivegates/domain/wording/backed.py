"""Evidence that backs several criteria, as words."""

from collections.abc import Iterable, Sequence

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric


def criteria_text(criteria: Iterable[str], rubric: Rubric, language: Language) -> str:
    """The titles of criteria on one line; one that another rubric named is by its id."""
    return "; ".join(criteria_titles(criteria, rubric, language))


def counted_criteria_text(criteria: Sequence[str], rubric: Rubric, language: Language) -> str:
    """The same with the number of several in front, for where the end of a line may not be shown."""
    text = criteria_text(criteria, rubric, language)
    if len(criteria) == 1:
        return text
    return language.ngettext(
        "{count} criterion: {criteria}", "{count} criteria: {criteria}", len(criteria), criteria=text
    )


def criteria_titles(criteria: Iterable[str], rubric: Rubric, language: Language) -> list[str]:
    """The title of each criterion; the id of one that another rubric named."""
    titles = {each.id: language.shipped(each.title) for each in rubric.criteria}
    return [titles.get(each, each) for each in criteria]


def others_text(item: Evidence, criterion: str, rubric: Rubric, language: Language) -> str:
    """Which criteria the item backs beside this one; empty where there are none."""
    others = [each for each in item.criteria if each != criterion]
    if not others:
        return ""
    return language.ngettext(
        "One proof for this criterion and {count} other: {criteria}",
        "One proof for this criterion and {count} others: {criteria}",
        len(others),
        criteria=criteria_text(others, rubric, language),
    )


def shared_sentence(count: int, language: Language) -> str:
    """How many pieces of evidence, one at least, back several criteria, and what follows."""
    return language.ngettext(
        "{count} piece of evidence backs several criteria: an error in it puts the claims for all of them in "
        "doubt.",
        "{count} pieces of evidence back several criteria each: an error in one puts the claims for all of "
        "its criteria in doubt.",
        count,
    )
