"""Find the folder of resources: in the source tree, in an installed wheel and in a bundle."""

from pathlib import Path


def resource_folder() -> Path:
    """Return the folder that holds rubrics, schemas, sample, icons, styles and locale.

    A wheel and a bundle carry it inside the package; in the source tree it lies beside `desktop/`.
    """
    package = Path(__file__).resolve().parent
    carried = package / "_resources"
    return carried if carried.is_dir() else package.parents[1] / "resources"


def resource_path(name: str) -> Path:
    """Return where the named resource ("rubrics/five-gates.toml") lies; FileNotFoundError if it does not."""
    path = resource_folder() / name
    if not path.exists():
        message = f"resource not found: {name}"
        raise FileNotFoundError(message)
    return path


def read_resource(name: str) -> bytes:
    """Read the named resource; FileNotFoundError if it is not there."""
    return resource_path(name).read_bytes()
