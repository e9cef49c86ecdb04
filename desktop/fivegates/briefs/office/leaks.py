"""Reads a finished Office file for what was to be left out of it."""

from fivegates.briefs.leak_check import require_none
from fivegates.briefs.office.packages import package_texts
from fivegates.domain.brief import LeftOut, Omission


def require_none_left_out(data: bytes, left_out: LeftOut) -> None:
    """Raise UserError where a finished Office file holds what was to be left out."""
    if left_out.omitted:
        require_none(package_texts(data), left_out.secrets, amounts=Omission.MONEY in left_out.omitted)
