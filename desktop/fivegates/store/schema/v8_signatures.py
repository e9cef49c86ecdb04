"""The step that lets seals be signed: the public key and the signature, both empty where there is none."""

from typing import Final


def _digits(column: str, length: int) -> str:
    """A column of hexadecimal digits, or nothing."""
    return (
        f"ALTER TABLE seal ADD COLUMN {column} TEXT NOT NULL DEFAULT '' CHECK "
        f"({column} = '' OR length({column}) = {length} AND {column} NOT GLOB '*[^0-9a-f]*');\n"
    )


SIGNATURES: Final = _digits("signer", 64) + _digits("signature", 128)
