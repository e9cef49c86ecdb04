"""Password protection of a finished PDF: AES-256, which every current reader opens.

The password opens the document and does no more. Permissions such as "no printing" are advice that
readers may ignore, so none is taken away, and nobody is led to rely on them.
"""

import re
from io import BytesIO
from typing import Final

import pikepdf

from fivegates.domain.passwords import password_bytes

_AES_256: Final = 6
_EVERYTHING: Final = pikepdf.Permissions(modify_assembly=True)
_ARCHIVAL: Final = re.compile(rb"<pdfaid:(part|conformance)>[^<]*</pdfaid:\1>\n?")


def protected(pdf: bytes, password: str) -> bytes:
    """Return the PDF encrypted with the password; the bytes differ each time.

    It no longer declares PDF/A, which allows no encryption; it stays PDF/UA.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        described = document.Root.Metadata
        described.write(_ARCHIVAL.sub(b"", described.read_bytes()))
        typed = password_bytes(password).decode()
        out = BytesIO()
        document.save(
            out,
            encryption=pikepdf.Encryption(owner=typed, user=typed, R=_AES_256, allow=_EVERYTHING),
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()
