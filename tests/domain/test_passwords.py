import pytest

from fivegates.domain.passwords import LEAST_FOR_A_COPY, MOST_BYTES, check_password, password_bytes


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "nothing would be protected"),
        ("two\nlines", "control characters"),
        ("nul\0", "control characters"),
        ("half\ud800", "control characters"),
        ("short", "at least 8 characters"),
        ("x" * (MOST_BYTES + 1), "too long"),
        ("ą" * 64, "too long"),
    ],
)
def test_what_is_no_password(password: str, said: str) -> None:
    (problem,) = check_password(password, LEAST_FOR_A_COPY)
    assert problem.place == "password"
    assert said in str(problem.reason)


@pytest.mark.parametrize("password", ["a", " ", "ą" * 63, "x" * MOST_BYTES, "日本語"])
def test_what_is_one(password: str) -> None:
    assert not check_password(password)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert password_bytes("e\u0301") == password_bytes("\u00e9") == "é".encode()
    assert password_bytes("\ud800") == b"?"
