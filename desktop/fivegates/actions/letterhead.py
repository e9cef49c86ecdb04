"""Take a logo for the letterhead of papers from a file."""

from base64 import b64encode
from pathlib import Path

from fivegates.actions.file.whole_files import read_file
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.portfolio.letterhead import is_svg, logo_problems

_MOST_READ = 10_000_000


def logo_from(path: Path) -> str:
    """The PNG or SVG in a file, as the settings keep it.

    Raises UserError when it cannot be read, or has what papers cannot show; DataError for what is neither, or
    larger than a logo needs.
    """
    from fivegates.briefs.typesetting.logo import picture_of
    from fivegates.briefs.typesetting.svg import drawing_of

    data = read_file(path, _MOST_READ)
    refuse(tuple(logo_problems("logo", data)), path.name)
    if is_svg(data):
        drawing_of(data)
    elif picture_of(data) is None:
        raise UserError("{file} is damaged: it cannot be read as a PNG picture.", file=path.name)
    return b64encode(data).decode()
