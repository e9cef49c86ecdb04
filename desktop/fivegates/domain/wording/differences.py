"""Sentences for the differences of two reviews by criterion."""

from collections.abc import Sequence

from fivegates.domain.language import Language
from fivegates.domain.trend.bridge import Bridge
from fivegates.domain.trend.differences import Difference
from fivegates.domain.verdict.verdict import CriterionResult, Standing
from fivegates.domain.wording.trend import cause_word
from fivegates.domain.wording.words import UNKNOWN, verdict_word


def answer_words(result: CriterionResult | None, language: Language) -> str:
    """The level, with the effective one where it differs; or a note that there is none, and why."""
    if result is None:
        return language.gettext("not asked")
    if result.standing is Standing.NOT_APPLICABLE:
        return language.gettext("not applicable")
    if result.claimed is None:
        return language.gettext("unanswered")
    if result.claimed == result.effective or result.effective is None:
        return str(result.claimed)
    return language.gettext(
        "{claimed}, counts as {effective}", claimed=result.claimed, effective=result.effective
    )


def why_words(difference: Difference, language: Language) -> str:
    """Causes of a difference, or that only the rationale changed; a dash where nothing differs."""
    if difference.causes:
        return language.listed([cause_word(cause, language) for cause in difference.causes])
    if difference.moved:
        return language.gettext("Claim or proof that moved no gate")
    return language.gettext("Other words in the rationale") if difference.differs else UNKNOWN


def differences_sentence(bridge: Bridge, found: Sequence[Difference], language: Language) -> str:
    """Both verdicts with their days, and the number of criteria that differ."""
    moved = sum(each.moved for each in found)
    reworded = sum(each.differs for each in found) - moved
    counts = language.ngettext(
        "{count} of {all} criteria is answered differently",
        "{count} of {all} criteria are answered differently",
        moved,
        all=len(found),
    )
    words = language.ngettext(
        "{count} more has another rationale", "{count} more have another rationale", reworded
    )
    return language.gettext(
        "{before} on {earlier}, {after} on {later}: {counts}, {words}.",
        before=verdict_word(bridge.start.state, language),
        earlier=language.long_date(bridge.earlier.review.dated),
        after=verdict_word(bridge.end.state, language),
        later=language.long_date(bridge.later.review.dated),
        counts=counts,
        words=words,
    )
