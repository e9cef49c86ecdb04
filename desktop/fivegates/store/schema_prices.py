"""The step that adds what projections need: price books and the scenarios of an initiative."""

from typing import Final

PRICES: Final = ""
