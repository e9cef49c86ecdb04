"""The step that keeps files of evidence, by the hash of their content."""

from typing import Final

FILES: Final = ""
