"""What a criterion stands at, in few words."""

from collections.abc import Sequence

from fivegates.domain.language import Language
from fivegates.domain.verdict.verdict import CriterionResult, Standing


def standing_text(result: CriterionResult, level_names: Sequence[str], language: Language) -> str:
    """The level that counts, and where it differs the claim; or why there is none."""
    if result.standing is Standing.NOT_APPLICABLE:
        return language.gettext("Not applicable")
    if result.claimed is None or result.effective is None:
        return language.gettext("Not answered")
    counts = f"{language.number(result.effective)} {level_names[result.effective]}"
    if result.effective == result.claimed:
        return counts
    claimed = language.number(result.claimed)
    return language.gettext("{claimed} claimed → {counts}", claimed=claimed, counts=counts)
