"""Lines: as many as it takes, none too wide, no character lost."""

from hypothesis import given
from hypothesis import strategies as st

from fivegates.briefs.typesetting.fonts import Face, text_width
from fivegates.briefs.typesetting.line_breaking import DOT, broken, shortened, size_for_numbers

TEXT = "Engineering and Claims each name the other, so nobody owns it in production."


def fill(text: str, width: float = 100) -> list[str]:
    return broken(text, Face.REGULAR, 10, width)


def test_a_short_text_is_one_line_and_no_text_none() -> None:
    assert fill("Claims") == ["Claims"]
    assert fill("") == []


def test_lines_break_at_spaces() -> None:
    assert fill(TEXT)[:2] == ["Engineering and Claims", "each name the other,"]


def test_a_word_wider_than_the_line_is_cut_at_the_edge() -> None:
    lines = fill("x" * 100)
    assert "".join(lines) == "x" * 100
    assert len({len(line) for line in lines[:-1]}) == 1


def test_a_number_is_set_smaller_before_it_breaks() -> None:
    amount = "−€1,234,567,890,123.45"
    size = size_for_numbers(f"Cost {amount} a month", Face.REGULAR, 10, 80)
    assert 5 < size < 10
    assert amount in broken(f"Cost {amount} a month", Face.REGULAR, size, 80)
    assert size_for_numbers("Cost €1,234 a month", Face.REGULAR, 10, 80) == 10
    assert size_for_numbers("1,234" * 900, Face.REGULAR, 10, 80) == 10
    assert size_for_numbers("no number", Face.REGULAR, 10, 80) == 10


def test_paths_break_after_slashes_and_compounds_after_hyphens() -> None:
    assert fill("example.com/evidence/runs-of-the-pilot/118", 90)[0].endswith("/")


def test_a_dot_between_facts_is_left_out_where_a_line_ends() -> None:
    facts = f"Customer service {DOT} Production {DOT} Target 22,000 letters a month"
    assert fill(facts, 150) == [f"Customer service {DOT} Production", "Target 22,000 letters a month"]


def test_no_line_begins_or_ends_with_the_dot_between_facts() -> None:
    facts = f"Customer service {DOT} Production {DOT} Target 22,000 letters a month"
    for width in range(60, 320):
        for line in fill(facts, width):
            assert line == line.removeprefix(DOT).removesuffix(DOT), width


def test_a_dot_that_somebody_wrote_is_kept() -> None:
    assert fill("Customer service · Production", 84) == ["Customer service ·", "Production"]


def test_a_small_number_stays_with_its_word() -> None:
    lines = fill("It was read and signed on 11 June and again on 3 July by both of them", 118)
    assert not any(line.endswith((" 11", " 3")) for line in lines)


def test_a_last_line_is_not_left_with_one_short_word_where_it_can_be_helped() -> None:
    lines = fill("A handler confirms each letter and then sends it to us", 212)
    assert [len(line.split()) for line in lines] == [7, 4]


def test_a_million_characters_take_no_time_to_speak_of() -> None:
    assert len(fill(TEXT * 13_000, 490)) > 5_000


def test_shortened_keeps_what_fits_and_says_that_it_goes_on() -> None:
    assert shortened("Claims", Face.REGULAR, 10, 100) == "Claims"
    cut = shortened(TEXT, Face.REGULAR, 10, 100)
    assert cut.endswith("…")
    assert text_width(cut, Face.REGULAR, 10) <= 100


words = st.text(alphabet="abcdef -–/12אב保\u00a0", max_size=120)


@given(words, st.floats(30, 400))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: float) -> None:
    lines = fill(text, width)
    assert all(text_width(line, Face.REGULAR, 10) <= width + 0.01 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
