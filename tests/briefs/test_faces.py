"""Runs of characters by font, and their widths."""

import pytest

from fivegates.briefs.typesetting.fonts import Face, advance, fonts, runs, text_width


def parts(text: str, face: Face = Face.REGULAR) -> list[tuple[str, str]]:
    return [(run.text, run.font.name) for run in runs(text, face)]


def test_fonts_can_be_asked_for_again() -> None:
    before = fonts(Face.REGULAR)
    fonts.cache_clear()
    assert fonts(Face.REGULAR) == before


def test_plain_text_is_one_run() -> None:
    assert parts("Łódź €12 – Έλεγχος") == [("Łódź €12 – Έλεγχος", "SourceSans-Regular")]
    assert parts("") == []


def test_what_source_sans_lacks_comes_from_dejavu_in_the_same_weight() -> None:
    assert parts("a ב") == [("a ", "SourceSans-Regular"), ("ב", "DejaVuSans")]
    assert parts("ב", Face.SEMIBOLD) == [("ב", "DejaVuSansBold")]


def test_what_neither_has_is_a_box_for_each_character() -> None:
    assert parts("a保険") == [("a", "SourceSans-Regular"), ("▯▯", "DejaVuSans")]


@pytest.mark.parametrize("text", ["Claims", "a ב保", "12 → 3"])
@pytest.mark.parametrize("face", Face)
def test_a_text_is_as_wide_as_its_runs(text: str, face: Face) -> None:
    assert text_width(text, face, 10) == pytest.approx(sum(run.width(10) for run in runs(text, face)))


def test_width_grows_with_size_and_weight() -> None:
    assert text_width("Claims", Face.REGULAR, 20) == pytest.approx(2 * text_width("Claims", Face.REGULAR, 10))
    assert text_width("Claims", Face.SEMIBOLD, 10) > text_width("Claims", Face.REGULAR, 10)


def test_steering_characters_have_no_width() -> None:
    assert advance("\u200e", Face.REGULAR) == 0


def test_the_fallback_is_set_a_little_smaller() -> None:
    primary, fallback = fonts(Face.REGULAR)
    assert (primary.scale, fallback.scale) == (1, 0.9)
