"""Every sentence about a verdict or money, made once: window, PDF and command line print the same words."""

from fivegates.domain.wording.money import (
    break_even_sentence,
    breaking_point_sentence,
    payback_sentence,
    range_sentence,
    return_sentence,
    unit_cost_finding,
)
from fivegates.domain.wording.money_words import (
    basis_word,
    behaviour_word,
    category_word,
    driver_word,
    phase_word,
    scale_word,
)
from fivegates.domain.wording.paths import firmness_sentence, move_text, path_sentence, step_text
from fivegates.domain.wording.proofs import proof_text
from fivegates.domain.wording.reasons import reason_clause, reason_detail, reason_headline, reason_text
from fivegates.domain.wording.verdicts import (
    decision_proposal,
    gate_detail,
    score_text,
    verdict_headline,
    verdict_sentence,
    verdict_summary,
)
from fivegates.domain.wording.words import (
    action_status_word,
    change_kind_word,
    change_phrase,
    evidence_kind_word,
    gate_word,
    kind_word,
    stage_word,
    verdict_word,
)

__all__ = [
    "action_status_word",
    "basis_word",
    "behaviour_word",
    "break_even_sentence",
    "breaking_point_sentence",
    "category_word",
    "change_kind_word",
    "change_phrase",
    "decision_proposal",
    "driver_word",
    "evidence_kind_word",
    "firmness_sentence",
    "gate_detail",
    "gate_word",
    "kind_word",
    "move_text",
    "path_sentence",
    "payback_sentence",
    "phase_word",
    "proof_text",
    "range_sentence",
    "reason_clause",
    "reason_detail",
    "reason_headline",
    "reason_text",
    "return_sentence",
    "scale_word",
    "score_text",
    "stage_word",
    "step_text",
    "unit_cost_finding",
    "verdict_headline",
    "verdict_sentence",
    "verdict_summary",
    "verdict_word",
]
