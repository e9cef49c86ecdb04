"""From the user's text to what is printed: nothing is dropped silently, and nothing stops it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.briefs.typesetting.bidi import (
    in_visual_order,
    logical,
    one_line,
    paragraphs,
    printed,
    runs_right_to_left,
    unprintable,
)
from fivegates.domain.language import has_right_to_left, isolated, right_to_left_language

HEBREW = "שלום (עולם) 12"
ARABIC = "مرحبا بالعالم"
ODD = st.sampled_from("אבגابت ()[]09-\u064b\u0301\u200f\u202b\u202c\u2067\u0378\ud800\x00\x85\n\U0001b2fc")


def test_arabic_letters_join_in_an_isolate_too() -> None:
    assert printed(isolated(ARABIC)) == isolated(printed(ARABIC))
    assert isolated(isolated(ARABIC)) == isolated(ARABIC)


def test_line_ends_of_every_kind_part_paragraphs() -> None:
    assert paragraphs("a\r\nb\n\n c \u2028d\x0be") == ["a", "b", "c", "d", "e"]
    assert one_line(" a\n\nb ") == "a b"


def test_accents_are_composed_and_odd_spaces_made_plain() -> None:
    assert printed("e\u0301\tx\u2009y\u3000z") == "é x y z"


def test_hebrew_is_set_from_the_right_with_its_brackets_mirrored() -> None:
    assert in_visual_order(printed(HEBREW), right_to_left=True) == "12 (םלוע) םולש"


def test_hebrew_inside_a_sentence_keeps_the_sentence_in_order() -> None:
    assert in_visual_order("Sponsor: שלום · Pilot") == "Sponsor: םולש · Pilot"


def test_isolates_and_characters_yet_to_be_assigned_do_not_stop_the_reordering() -> None:
    assert in_visual_order("a \u2067אב\u2069 \u0378") == "a בא ▯"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        # Brackets around Hebrew after Hebrew belong to it (UAX #9, N0).
        (f"Compare {HEBREW} now", "Compare 12 (םלוע) םולש now"),
        ("Compare שלום (שלב 2) now", "Compare (2 בלש) םולש now"),
        ("cost (שלום x) now", "cost (םולש x) now"),
        ("שלום (Pilot שלב) now", "םולש (Pilot בלש) now"),
        # Names in a list keep their order where each is isolated.
        ("\u2068דנה\u2069, \u2068רשת\u2069 and x", "הנד, תשר and x"),
        ("\u2068דנה (שלב 2)\u2069 (x)", "(2 בלש) הנד (x)"),
        # An isolate that a line end has parted ends there.
        ("x \u2068דנה Pilot", "x Pilot הנד"),
        ("15,318 \u2068דנה\u2069 a month", "15,318 הנד a month"),
    ],
)
def test_brackets_and_isolates_are_placed_as_unicode_has_it(line: str, shown: str) -> None:
    assert in_visual_order(printed(line)) == shown


@pytest.mark.parametrize(
    ("line", "shown"), [("שלום (Pilot) עולם", "םלוע (Pilot) םולש"), ("Pilot (12) שלום", "םולש Pilot (12)")]
)
def test_a_bracket_in_a_line_from_the_right(line: str, shown: str) -> None:
    assert in_visual_order(line, right_to_left=True) == shown


def test_the_word_for_god_is_joined_without_the_ligature_that_the_font_lacks() -> None:
    assert "\ufdf2" not in printed("عبد الله")
    assert unprintable("عبد الله") == ""
    assert printed("الله") != "الله"


def test_arabic_letters_are_joined_and_can_be_read_back() -> None:
    joined = printed(ARABIC)
    assert joined != ARABIC
    assert logical(joined) == ARABIC


def test_arabic_vowel_marks_stay() -> None:
    assert "\u064b" in printed("شكراً")


def test_direction_is_that_of_the_first_strong_letter() -> None:
    assert runs_right_to_left(f"12 {HEBREW}")
    assert not runs_right_to_left(f"x {HEBREW}")
    assert has_right_to_left(f"x {HEBREW}")
    assert not has_right_to_left("Łódź – Έλεγχος")
    assert not has_right_to_left("")


def test_steering_characters_take_no_place() -> None:
    assert in_visual_order("a\u200bb\u2060c\ufeff") == "abc"


@pytest.mark.parametrize("text", ["plain", "Zażółć gęślą", "Έλεγχος", "Проверка", "Trợ lý", HEBREW, ARABIC])
def test_scripts_that_our_fonts_have_are_printable(text: str) -> None:
    assert unprintable(text) == ""


def test_what_no_font_shows_is_named_once_each_in_order() -> None:
    assert unprintable("保 ok 険\n保\U0001b2fc") == "保険\U0001b2fc"
    assert unprintable("bell \x07") == "\x07"
    assert unprintable("half \ud800") == "\uffff"


@given(st.text(alphabet=st.one_of(st.characters(), ODD), max_size=40))
def test_no_text_stops_it(text: str) -> None:
    for part in paragraphs(text):
        line = printed(part)
        shown = in_visual_order(line, right_to_left=runs_right_to_left(line))
        logical(line).encode("utf-16-be")
        shown.encode()
    unprintable(text)


@pytest.mark.parametrize("text", ["It says نسبة 91.4% now", "It says “نسبة 91.4%” now", "نسبة 91.4٪ today"])
def test_a_percent_sign_stays_beside_its_number_in_arabic_inside_an_english_line(text: str) -> None:
    shown = in_visual_order(printed(text))
    assert "%91.4" in shown or "٪91.4" in shown


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (HEBREW, "he"),
        (ARABIC, "ar"),
        ("Pilot", ""),
        ("پروژه", "fa"),
        ("مدیریت", "fa"),
        ("ہندوستان", "ur"),
        ("کے لیے", "ur"),
        ("ײִדיש װעלט", "yi"),
    ],
)
def test_letters_tell_the_language_also_where_they_are_joined(text: str, language: str) -> None:
    assert right_to_left_language(text) == language
    assert right_to_left_language(printed(text)) == language
