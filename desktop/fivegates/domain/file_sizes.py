"""Bounds on the sizes of files, told in units that people use."""

from typing import Final

from fivegates.domain.errors import UserError

_MIB: Final = 2**20


def larger_than(most: int) -> UserError:
    """The refusal of a file of more than `most` bytes: in megabytes, and below one in bytes."""
    if most < _MIB:
        return UserError("The file is larger than {most} bytes.", most=most)
    return UserError("The file is larger than {most} MB.", most=most // _MIB)
