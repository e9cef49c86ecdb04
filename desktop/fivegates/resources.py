"""Finds the files of `resources/`, in a checkout, an installed package and a bundle alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_resources"
_CHECKOUT = _PACKAGE.parent.parent / "resources"


def resource_path(name: str) -> Path:
    """Where the named resource ("rubrics/five-gates.toml") is; FileNotFoundError if it is not there."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = folder / name
    if not path.exists():
        message = f"resource not found: {name}"
        raise FileNotFoundError(message)
    return path


def read_resource(name: str) -> bytes:
    """Read the named resource; FileNotFoundError if it is not there."""
    return resource_path(name).read_bytes()
