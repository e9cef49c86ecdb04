"""Which characters no field holds: they are no text, and some formats that we write cannot hold them."""

import re
from typing import Final

# The 66 code points that Unicode will never assign: https://www.unicode.org/faq/private_use.html#nonchar1
_LAST_TWO: Final = "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
NONCHARACTERS: Final = f"\ufdd0-\ufdef{_LAST_TWO}"
"""They as the inside of a class of characters in a regular expression."""

NONCHARACTER: Final = re.compile(f"[{NONCHARACTERS}]")

UNSTORABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and the halves of a character that only UTF-16 splits."""
