from fivegates.domain.brief import Unprintable
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.papers import exported_sentence, unprintable_lines

FOUND = (Unprintable("Name", "\u7406\u8ce0"), Unprintable("Sponsor", "\u7406"))
WARNING = "No font here can show some of the text; a box is shown in its place."


def test_a_paper_is_exported_with_a_warning_only_where_text_could_not_be_shown() -> None:
    assert exported_sentence("/home/ada/a.pdf", (), ENGLISH) == "Exported to /home/ada/a.pdf"
    assert exported_sentence("a.pdf", FOUND, ENGLISH) == f"Exported to a.pdf · {WARNING}"


def test_each_field_is_named_with_its_characters_below_the_warning() -> None:
    assert list(unprintable_lines((), ENGLISH)) == []
    assert list(unprintable_lines(FOUND, ENGLISH)) == [WARNING, "Name: \u7406\u8ce0", "Sponsor: \u7406"]
