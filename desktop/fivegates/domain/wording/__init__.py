"""Every sentence about a verdict, made once: window, PDF and command line print the same words.

What is said of money is in `money` and `money_words`, which the first window does not need.
"""

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
    "change_kind_word",
    "change_phrase",
    "decision_proposal",
    "evidence_kind_word",
    "firmness_sentence",
    "gate_detail",
    "gate_word",
    "kind_word",
    "move_text",
    "path_sentence",
    "proof_text",
    "reason_clause",
    "reason_detail",
    "reason_headline",
    "reason_text",
    "score_text",
    "stage_word",
    "step_text",
    "verdict_headline",
    "verdict_sentence",
    "verdict_summary",
    "verdict_word",
]
