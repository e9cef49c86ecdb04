"""Whether a review is final, in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import record, review, two_gates

from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import ChainHead, Review, Score, Seal
from fivegates.domain.wording.finality import (
    carried_sentence,
    chain_sentence,
    correction_sentence,
    finality_note,
    head_note,
    review_title,
    seal_sentence,
)

SEAL = Seal(12, "R. Marsh", datetime(2026, 5, 13, 7, 5, tzinfo=UTC), "0" * 64, "3f9c21ab" + "0" * 56, "{}")
DRAFT = review(two_gates(), {})
FINAL = replace(DRAFT, seal=SEAL)
CORRECTION = replace(DRAFT, supersedes=12, correction="The owner had left.")


def test_a_paper_says_draft_or_which_link_it_is() -> None:
    alone = replace(record(), reviews=(FINAL,))
    corrected = replace(record(), reviews=(FINAL, CORRECTION))
    assert finality_note(DRAFT, alone, "a1b2c3d4", ENGLISH) == "draft review a1b2c3d4"
    assert finality_note(FINAL, alone, "a1b2c3d4", ENGLISH) == "final, no. 12 of the chain, hash 3f9c21ab…"
    said = "final, no. 12, corrected since, hash 3f9c21ab…"
    assert finality_note(FINAL, corrected, "a1b2c3d4", ENGLISH) == said


def test_who_made_it_final_and_when() -> None:
    said = "Made final by R. Marsh on 13 May 2026 at 07:05 UTC, no. 12 of this portfolio."
    assert seal_sentence(SEAL, ENGLISH) == said


@pytest.mark.parametrize(
    ("of", "others", "title"),
    [
        (DRAFT, (), "Draft · 12 May 2026"),
        (replace(DRAFT, reviewer="E. Lindqvist"), (), "Draft · 12 May 2026 · E. Lindqvist"),
        (CORRECTION, (FINAL,), "Correction, draft · 12 May 2026"),
        (FINAL, (), "Final no. 12 · 12 May 2026"),
        (FINAL, (CORRECTION,), "Final no. 12, corrected since · 12 May 2026"),
    ],
)
def test_a_review_in_a_list(of: Review, others: tuple[Review, ...], title: str) -> None:
    assert review_title(of, replace(record(), reviews=(of, *others)), ENGLISH) == title


def test_what_a_correction_corrects_and_why() -> None:
    assert correction_sentence(CORRECTION, ENGLISH) == "Corrects no. 12: The owner had left."
    assert correction_sentence(FINAL, ENGLISH) == ""


def test_how_the_chain_ends() -> None:
    assert chain_sentence(ChainHead(1, "ab"), ENGLISH) == "1 final review; the chain ends with ab."
    assert chain_sentence(ChainHead(2, "ab"), ENGLISH) == "2 final reviews; the chain ends with ab."


def test_how_many_answers_were_carried() -> None:
    carried = {key: Score(key, 3, carried=True) for key in ("owner", "test")}
    assert carried_sentence(DRAFT, ENGLISH) == ""
    assert carried_sentence(replace(DRAFT, scores=carried), ENGLISH).startswith("2 answers are carried over")


def test_each_page_is_headed_draft_or_final_and_by_whom() -> None:
    assert head_note(DRAFT, ENGLISH) == "DRAFT, review of 12 May 2026"
    assert head_note(FINAL, ENGLISH) == "Review of 12 May 2026, final, sealed by R. Marsh on 13 May 2026"
