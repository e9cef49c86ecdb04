"""Which references a paper may lead to."""

import pytest

from fivegates.domain.web_addresses import host_of, web_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://example.com/runs/118?a=1&b=%20#top ", "https://example.com/runs/118?a=1&b=%20#top"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("https://example.com:8443/Prüfung", "https://example.com:8443/Pr%C3%BCfung"),
    ],
)
def test_a_web_address_is_led_to_as_it_is_written(text: str, address: str) -> None:
    assert web_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Minutes of 3 May, see https://example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https:///path",
        "https://[::1",
        "https://bank.example@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://bank.example%2eevil.example/",
        "https://exаmple.com/",  # noqa: RUF001 - a Cyrillic letter
        "https://example.com/\u202egpj.exe",
    ],
)
def test_what_hides_its_host_or_is_no_web_address_is_not_led_to(text: str) -> None:
    assert web_address(text) is None


def test_the_host_is_named_without_its_port() -> None:
    assert host_of("https://Example.com:8443/a") == "example.com"
