"""An in-memory keyring for tests."""

from typing import ClassVar

from keyring.backend import KeyringBackend


class Remembering(KeyringBackend):
    """Keeps its entries for as long as it lasts."""

    priority: ClassVar[float] = 1

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]
