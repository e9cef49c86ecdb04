"""The order in which people look for names: numbers inside them by their size, letters without case."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"(\d+)")


NaturalKey = tuple[tuple[int, int, str], ...]


def natural_key(text: str) -> NaturalKey:
    """A key by which "Step 2" comes before "Step 13"; numbers come before letters."""
    parts = _NUMBER.split(text.casefold())
    return tuple(
        (0, int(part), part) if place % 2 else (1, 0, part) for place, part in enumerate(parts) if part
    )
