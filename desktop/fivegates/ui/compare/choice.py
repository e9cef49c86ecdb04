"""Which initiatives are compared, and in what order."""

from collections.abc import Collection, Iterable

from fivegates.domain.comparison.size import MOST


class Choice:
    """The initiatives chosen, each once; those that are gone are passed over, and come back with undo."""

    def __init__(self) -> None:
        self._wanted: list[int] = []

    def ids(self, there: Collection[int]) -> list[int]:
        """The chosen ones that are there, in their order, no more than can be compared."""
        return [each for each in self._wanted if each in there][:MOST]

    def replace(self, ids: Iterable[int]) -> None:
        """Choose these instead."""
        self._wanted = list(dict.fromkeys(ids))

    def add(self, initiative_id: int) -> None:
        """Choose one more, behind the others."""
        self.replace([*self._wanted, initiative_id])

    def remove(self, initiative_id: int) -> None:
        """Choose one less."""
        self._wanted = [each for each in self._wanted if each != initiative_id]
