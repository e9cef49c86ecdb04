import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.limits import CODE_PATTERN
from fivegates.ui.dialogs.initiative_form import suggest_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Claims triage assistant", "claims-triage-assistant"),
        ("Zażółć gęślą", "zazolc-gesla"),
        ("R&D: 2nd try", "r-d-2nd-try"),
        ("Проверка", "initiative"),
        ("A name that goes on for far too long", "a-name-that-goes-on-for-far"),
        ("X" * 400, "x" * 28),
    ],
)
def test_code_is_short_plain_and_cut_between_words(name: str, code: str) -> None:
    assert suggest_code(name, frozenset()) == code


def test_code_in_use_gets_a_number() -> None:
    assert suggest_code("Claims", frozenset({"CLAIMS", "claims-2"})) == "claims-3"


@given(st.text())
def test_every_suggestion_is_a_valid_code(name: str) -> None:
    assert CODE_PATTERN.fullmatch(suggest_code(name, frozenset()))
