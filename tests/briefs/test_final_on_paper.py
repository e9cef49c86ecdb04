"""A brief says whether its review is final: short at the foot of each page, whole in the appendix."""

from collections.abc import Callable
from dataclasses import replace

import brief_cases as cases
import pytest
from brief_cases import PALETTE
from examples import slow_after
from pdf_reading import pages_of
from sealing import SEALED_AT

from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.chain import seal_after
from fivegates.domain.review.review import ChainHead, Review, Seal


def with_review(of: InitiativeBrief, alter: Callable[[Review], Review]) -> InitiativeBrief:
    """The brief with its review altered."""
    case = of.assessment.case
    altered = replace(case, review=alter(case.review))
    return replace(of, assessment=replace(of.assessment, case=altered))


def sealed(of: InitiativeBrief, seal: Seal) -> InitiativeBrief:
    """The brief with its review final."""
    return with_review(of, lambda review: replace(review, seal=seal))


def pages(of: InitiativeBrief) -> list[str]:
    return pages_of(render(of, ENGLISH, PaperSize.A4, PALETTE).pdf)


def test_a_draft_says_so_on_every_page() -> None:
    found = pages(cases.pilot())
    assert all("draft review" in words for words in found)
    assert "Draft: not final yet" in found[-1]
    assert "chain" not in " ".join(found)


def test_a_final_review_is_named_by_its_link_and_the_chain_by_its_end() -> None:
    made = cases.pilot()
    head = ChainHead(14, "c" * 64)
    before = ChainHead(11, "b" * 64)
    seal = seal_after(before, made.assessment.case, made.record.initiative, "R. Marsh", SEALED_AT)
    found = pages(replace(sealed(made, seal), chain=head))
    note = f"final, no. 12 of the chain, hash {seal.hash[:8]}…"
    assert all(note in words for words in found)
    last = found[-1]
    assert "Made final by R. Marsh on 13 May 2026 at 09:12 UTC, no. 12 of this portfolio." in last
    assert seal.hash in last
    assert f"14 final reviews; the chain ends with {head.hash}" in last


def test_a_final_review_tells_the_name_under_which_it_was_sealed() -> None:
    made = cases.pilot()
    initiative = made.record.initiative
    final = sealed(made, seal_after(None, made.assessment.case, initiative, "R. Marsh", SEALED_AT))
    assert "Name when made final" not in " ".join(pages(final))
    renamed = replace(final, record=replace(made.record, initiative=replace(initiative, name="Another name")))
    reported = " ".join(" ".join(pages(renamed)).split())
    assert f"Name when made final {initiative.name}" in reported


def test_a_correction_says_what_it_corrects() -> None:
    corrected = with_review(
        cases.pilot(), lambda review: replace(review, supersedes=3, correction="The owner 家 had left.")
    )
    assert "Corrects no. 3: The owner" in pages(corrected)[-1]
    rendered = render(corrected, ENGLISH, PaperSize.A4, PALETTE)
    assert "Corrects" in {text.field for text in rendered.unprintable}


@pytest.mark.parametrize(
    ("final", "said"),
    slow_after(
        1,
        [
            (True, "Corrected by no. 2 of 13 May 2026: The owner 家 had left."),
            (False, "A correction of 13 May 2026 has been drafted: The owner 家 had left."),
        ],
    ),
)
def test_a_paper_that_was_corrected_says_so_on_every_page(final: bool, said: str) -> None:  # noqa: FBT001
    made = cases.pilot()
    seal = seal_after(None, made.assessment.case, made.record.initiative, "R. Marsh", SEALED_AT)
    old = sealed(made, seal)
    correction = replace(
        old.assessment.case.review,
        dated=SEALED_AT.date(),
        seal=replace(seal, number=2) if final else None,
        supersedes=1,
        correction="The owner 家 had left.",
        id=77,
    )
    record = replace(old.record, reviews=(old.assessment.case.review, correction))
    corrected = replace(old, record=record)
    found = pages(corrected)
    assert all("final, no. 1, corrected since, hash" in words for words in found)
    assert said.partition("家")[0] in found[-1]
    rendered = render(corrected, ENGLISH, PaperSize.A4, PALETTE)
    assert "Corrected" in {text.field for text in rendered.unprintable}
    assert not any("corrected since" in words for words in pages(old))


def test_a_name_that_no_font_shows_is_reported() -> None:
    made = cases.pilot()
    seal = seal_after(None, made.assessment.case, made.record.initiative, "家", SEALED_AT)
    rendered = render(sealed(made, seal), ENGLISH, PaperSize.A4, PALETTE)
    assert "Status" in {text.field for text in rendered.unprintable}
