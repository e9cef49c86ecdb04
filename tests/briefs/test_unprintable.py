"""No character is replaced on paper without being named."""

from dataclasses import replace

import pytest
from brief_cases import PALETTE, RUBRIC, SCRIPTS, UNPRINTABLE, brief, every, script, texts, unknown_script
from builders import days_before
from examples import slow_after
from pdf_reading import pages_of

from fivegates.briefs.initiative.brief import render
from fivegates.briefs.missing_glyphs import unprintable_fields
from fivegates.briefs.typesetting.fonts import MISSING_MARK
from fivegates.domain.brief import PaperSize
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome, Threshold
from fivegates.domain.language import ENGLISH

# Every field that a user writes, once each, whatever it is called.
FIELDS = {
    "Marking",
    "Name",
    "Code",
    "Summary",
    "Business unit",
    "Sponsor",
    "Unit",
    "Providers",
    "Models",
    "Tags",
    "Reviewer",
    "Decision asked of the board",
}


def test_every_field_that_a_user_writes_is_looked_at() -> None:
    named = {found.field for found in unprintable_fields(unknown_script(), ENGLISH)}
    assert named >= FIELDS
    for beginning in ("Rationale: ", "Not applicable: ", "Evidence of ", "Change of ", "Action: "):
        assert any(field.startswith(beginning) for field in named), beginning


def test_what_was_decided_is_looked_at() -> None:
    condition, threshold = Condition("保", note="证"), Threshold("据", result="金")
    before = Decision(
        days_before(9), Outcome.HOLD, "董", "因", conditions=(condition,), thresholds=(threshold,)
    )
    found = brief(every(3))
    reported = unprintable_fields(replace(found, record=replace(found.record, decisions=(before,))), ENGLISH)
    (named,) = (each for each in reported if each.field.startswith("Decision of "))
    assert set(named.characters) == set("董因保证据金")


def test_a_users_own_rubric_is_looked_at() -> None:
    criterion = replace(RUBRIC.criteria[0], title="保")
    rubric = replace(
        RUBRIC,
        name="保",
        gates=(replace(RUBRIC.gates[0], name="保"), *RUBRIC.gates[1:]),
        criteria=(criterion, *RUBRIC.criteria[1:]),
    )
    named = {found.field for found in unprintable_fields(brief(every(3), rubric=rubric), ENGLISH)}
    assert {"Rubric", "Gate 保", "Criterion 保"} <= named


def test_characters_are_named_once_each() -> None:
    (found,) = (f for f in unprintable_fields(unknown_script(), ENGLISH) if f.field == "Name")
    assert found.characters == "".join(dict.fromkeys(UNPRINTABLE.replace(" ", "")))


def test_fields_of_one_name_with_the_same_characters_are_reported_once() -> None:
    reported = unprintable_fields(unknown_script(), ENGLISH)
    assert len(set(reported)) == len(reported)


@pytest.mark.parametrize("name", slow_after(1, SCRIPTS))
def test_scripts_that_we_have_are_printed_whole(name: str) -> None:
    rendered = render(script(name), ENGLISH, PaperSize.A4, PALETTE)
    assert rendered.unprintable == ()
    assert not any(MISSING_MARK in page for page in pages_of(rendered.pdf))


def test_what_is_missing_is_marked_where_it_stands_and_named_beside_the_pdf() -> None:
    rendered = render(unknown_script(), ENGLISH, PaperSize.A4, PALETTE)
    assert MISSING_MARK * 5 in pages_of(rendered.pdf)[0]
    assert rendered.unprintable == unprintable_fields(unknown_script(), ENGLISH)


def test_a_control_character_is_marked_too() -> None:
    rendered = render(texts("a\x07b"), ENGLISH, PaperSize.A4, PALETTE)
    assert "a▯b" in pages_of(rendered.pdf)[0].replace(" ", "")
    assert {"\x07"} == {found.characters for found in rendered.unprintable}
