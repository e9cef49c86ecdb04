"""What is said of evidence that backs several criteria."""

from dataclasses import replace

from builders import evidence_for, two_gates

from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.evidence import (
    counted_criteria_text,
    criteria_text,
    others_text,
    shared_sentence,
)

USED = two_gates()
TITLES = {each.id: each.title for each in USED.criteria}


def test_criteria_are_named_by_their_titles_and_unknown_ones_by_their_ids() -> None:
    assert criteria_text(("owner", "gone"), USED, ENGLISH) == f"{TITLES['owner']}; gone"
    assert counted_criteria_text(("owner",), USED, ENGLISH) == TITLES["owner"]
    assert counted_criteria_text(("owner", "test"), USED, ENGLISH) == (
        f"2 criteria: {TITLES['owner']}; {TITLES['test']}"
    )


def test_the_others_are_those_beside_the_one_that_is_read() -> None:
    item = replace(evidence_for("owner"), also=("test", "bias"))
    assert others_text(item, "test", USED, ENGLISH) == (
        f"One proof for this criterion and 2 others: {TITLES['owner']}; {TITLES['bias']}"
    )
    assert others_text(evidence_for("owner"), "owner", USED, ENGLISH) == ""


def test_how_many_items_are_shared() -> None:
    assert shared_sentence(1, ENGLISH).startswith(
        "1 piece of evidence backs several criteria: an error in it"
    )
    assert shared_sentence(2, ENGLISH).startswith("2 pieces of evidence back several criteria each")
