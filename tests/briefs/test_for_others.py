"""A brief for others as a file: declared, without what is left out, and refused where that is in it."""

from dataclasses import replace
from io import BytesIO

import brief_cases as cases
import pikepdf
import pytest
from brief_cases import PALETTE
from comparison_cases import two
from examples import slow_after
from pdf_reading import pages_of, words_of

from fivegates.briefs.comparison.brief import render as compare_render
from fivegates.briefs.initiative.brief import render
from fivegates.briefs.leak_check import require_no_leak, require_none
from fivegates.domain.brief import NOTHING_LEFT_OUT, LeftOut, Omission, PaperSize
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.redaction import left_out_of
from fivegates.domain.review.fingerprint import fingerprint, short_fingerprint


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The pilot with everything left out that can be."""
    found = cases.pilot()
    initiative = replace(found.record.initiative, summary="It saves €4 a claim.")
    brief = replace(found, record=replace(found.record, initiative=initiative), omitted=frozenset(Omission))
    return render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf


def test_it_says_what_is_left_out_and_holds_none_of_it(pdf: bytes) -> None:
    first, *others = pages_of(pdf)
    reported = " ".join(first.split())
    assert "Left out of this version: names of people, amounts of money, the reviewer’s reasoning" in reported
    assert "It saves [amount] a claim." in reported
    assert all("Parts left out, see page 1" in page for page in others)
    words = words_of(pdf)
    for text in ("Okafor", "Lindqvist", "Adeyemi", "example.com", "The steering group has discussed", "€"):
        assert text not in words
    assert short_fingerprint(cases.pilot().assessment.case) in words


def test_where_money_is_left_out_no_heading_or_sentence_promises_it(pdf: bytes) -> None:
    words = " ".join(words_of(pdf).split())
    assert "Effort and dates as of" in words
    assert "Cost as of" not in words
    assert "the work that is left and the decision asked. A reviewer chose" in words
    assert "[amount] a unit at" not in words


def with_change(pdf: bytes, change: object) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        change(document)  # type: ignore[operator]
        document.save(out)
    return out.getvalue()


def _attach(document: pikepdf.Pdf) -> None:
    document.attachments["a.txt"] = b"seen by Okafor"


def _describe(document: pikepdf.Pdf) -> None:
    described = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(described.replace(b"Fivegates 0.1.0", b"by Okafor"))


def _entitle(document: pikepdf.Pdf) -> None:
    document.trailer.Info.Title = "For Okafor"


def _alternative(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.K.Alt = pikepdf.String("Okafor’s chart")


def _actual_text(document: pikepdf.Pdf) -> None:
    code = "Okafor".encode("utf-16-be").hex()
    document.pages[0].contents_add(f"/P <</ActualText <FEFF{code}>>> BDC EMC".encode())


@pytest.mark.parametrize("change", slow_after(1, [_attach, _describe, _entitle, _alternative, _actual_text]))
def test_it_is_refused_wherever_the_text_is(pdf: bytes, change: object) -> None:
    require_no_leak(pdf, ["Okafor"], amounts=True)
    with pytest.raises(UserError, match="“Okafor” was to be left out"):
        require_no_leak(with_change(pdf, change), ["Okafor"], amounts=True)


@pytest.mark.parametrize("name", slow_after(1, ["عبد الله بن يوسف", "דנה (ראש צוות) כהן"]))
def test_a_name_that_runs_from_right_to_left_is_found(name: str) -> None:
    record = cases.pilot().record
    named = replace(record, initiative=replace(record.initiative, summary=f"Asked for by {name}, who left."))
    made = render(replace(cases.pilot(), record=named), ENGLISH, PaperSize.A4, PALETTE).pdf
    with pytest.raises(UserError, match="was to be left out"):
        require_no_leak(made, [name], amounts=False)
    require_no_leak(made, ["יוסף לוי"], amounts=False)


def test_text_on_a_page_and_an_amount_are_found(pdf: bytes) -> None:
    with pytest.raises(UserError, match="“Claims triage assistant”"):
        require_no_leak(pdf, ["Claims triage assistant"], amounts=False)
    priced = with_change(pdf, lambda each: setattr(each.trailer.Info, "Title", "€1.26"))
    require_no_leak(priced, [], amounts=False)
    with pytest.raises(UserError, match=r"the amount “€1\.26”"):
        require_no_leak(priced, [], amounts=True)


def test_a_refusal_names_the_place_and_what_to_do() -> None:
    told = ["The chair asked Okafor in the meeting of May what the pilot of this spring had cost."]
    with pytest.raises(UserError) as refused:
        require_none(told, ["Okafor"], amounts=False)
    text = str(refused.value)
    assert "in “The chair asked Okafor in the meeting of May what the pilot…”" in text
    assert "enter a fuller name" in text
    spent = "It is about what all of us here call a spend of two million euros a year"
    with pytest.raises(UserError, match=r"the amount “two million euros” .* of two million euros a year”"):
        require_none([spent], [], amounts=True)


# Papers on several initiatives


def test_a_comparison_declares_what_it_leaves_out() -> None:
    brief = two()
    pilot = cases.pilot()
    left_out = left_out_of([pilot], frozenset(Omission), ENGLISH)
    found = compare_render(replace(brief, left_out=left_out), ENGLISH, PaperSize.A4, PALETTE).pdf
    first, *others = pages_of(found)
    assert "Left out of this version: names of people, amounts of money" in " ".join(first.split())
    assert all("Parts left out, see page 1" in page for page in others)
    words = words_of(found)
    assert "Okafor" in words_of(compare_render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf)
    assert not any(text in words for text in ("Okafor", "€", "What a unit costs and brings"))
    assert fingerprint(pilot.assessment.case) in words.replace(" ", "")


def test_a_comparison_is_refused_where_what_is_left_out_is_in_it() -> None:
    left_out = LeftOut(frozenset({Omission.NAMES}), (), ("Which initiative first",))
    with pytest.raises(UserError, match="“Which initiative first” was to be left out"):
        compare_render(replace(two(), left_out=left_out), ENGLISH, PaperSize.A4, PALETTE)


def test_one_person_has_one_role_in_all_of_a_paper() -> None:
    roles = dict(left_out_of([cases.pilot(), cases.pilot()], {Omission.NAMES}, ENGLISH).roles)
    numbered = [
        role for name, role in roles.items() if " " in name and name.istitle() and role.startswith("owner")
    ]
    assert len(numbered) == len(set(numbered))
    assert left_out_of([cases.pilot()], (), ENGLISH) is NOTHING_LEFT_OUT
