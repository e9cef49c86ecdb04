"""The step that makes reviews last: seals of final reviews, corrections, decisions."""

from typing import Final

REVIEWS: Final = ""
