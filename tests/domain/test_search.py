from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.language import ENGLISH
from fivegates.domain.search import (
    Hit,
    HitKind,
    Place,
    Snippet,
    fold,
    fold_character,
    marks_of,
    snippet_of,
    words_of,
)
from fivegates.domain.wording.search import count_words, kind_word, nothing_found_words, place_words


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("STRASSE", "straße"),
        ("ﬁnal", "final"),
        ("Ελλάδα", "ελλαδα"),
        ("ΟΔΟΣ", "οδος"),
        ("Øresund", "oresund"),
        ("Æther œuvre", "aether oeuvre"),
        ("Diyarbak\u0131r İzmir", "diyarbakir izmir"),
        ("e\u0301tude", "étude"),
        ("ver\u00adtrag", "vertrag"),
        ("\uff26\uff35\uff2c\uff2c", "full"),
        ("한국", "한국"),
    ],
)
def test_what_people_type_is_what_they_mean(text: str, typed: str) -> None:
    assert fold(text) == fold(typed)


@given(st.text())
def test_folding_goes_by_character_and_is_final(text: str) -> None:
    assert fold(text) == "".join(map(fold_character, text))
    assert fold(fold(text)) == fold(text)


def test_words_end_at_everything_that_is_no_letter_or_digit() -> None:
    assert words_of('don\'t "NEAR" a_b (x-1)\x00') == ["don", "t", "near", "a", "b", "x", "1"]


def test_characters_that_are_written_without_blanks_are_words() -> None:
    assert words_of("高品質な") == ["高", "品", "質", "な"]


def test_marks_are_ranges_of_the_text_as_it_is_written() -> None:
    text = "Die Straße nach Łódź"
    assert [text[first:last] for first, last in marks_of(text, ["strass", "lodz"])] == ["Straß", "Łódź"]


def test_a_mark_takes_the_accents_that_follow_its_last_letter() -> None:
    text = "cafe\u0301s"
    assert [text[first:last] for first, last in marks_of(text, ["cafe"])] == ["cafe\u0301"]
    assert marks_of("cafe\u0301", ["cafe"]) == ((0, 5),)


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_marks_begin_with_a_word_that_was_asked_for(text: str, asked: list[str]) -> None:
    words = [word for each in asked for word in words_of(each)]
    marks = marks_of(text, words)
    assert all(first < last for first, last in marks)
    assert all(last <= first for (_, last), (first, _) in pairwise(marks))
    for first, last in marks:
        held = words_of(text[first:last])
        assert any(each.startswith(word) for each in held for word in words)


def test_a_fraction_is_one_character_of_two_words() -> None:
    assert marks_of("1¼2", ["11", "4"]) == ((0, 2),)


def test_a_snippet_shows_the_words_of_a_long_text_on_one_line() -> None:
    snippet = snippet_of(f"{'before ' * 40}drift\nof {'after ' * 40}drift", ["drift"])
    assert snippet.text.startswith("…before ")
    assert snippet.text.endswith("…")
    assert "drift of after" in snippet.text
    assert [snippet.text[first:last] for first, last in snippet.marks] == ["drift"]


def test_a_snippet_cuts_into_what_has_no_blanks() -> None:
    snippet = snippet_of("x/" * 100 + "drift" * 60, ["drift"])
    ((first, last),) = snippet.marks
    assert snippet.text[first:last] == "drift"


def test_a_mark_ends_where_its_snippet_ends() -> None:
    word = "a" * 300
    ((first, last),) = snippet_of(word, [word]).marks
    assert (first, last) == (0, 110)


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert snippet_of("Nothing here", ["drift"]) == Snippet("Nothing here")


def test_every_kind_and_field_has_words() -> None:
    for kind in HitKind:
        for place in Place:
            hit = Hit(1, kind, 1, "CLM", "Claims", "", 1, place, Snippet("text"))
            assert place_words(hit, ENGLISH).startswith(f"{kind_word(kind, ENGLISH)}, ")


def test_counts_and_nothing_are_sentences() -> None:
    assert count_words(1, ENGLISH) == "1 hit"
    assert count_words(2, ENGLISH) == "2 hits"
    assert nothing_found_words(ENGLISH) == "Nothing in the portfolio contains these words."
