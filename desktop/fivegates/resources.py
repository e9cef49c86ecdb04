"""Find resources: in the source tree, in an installed wheel and in a bundle."""

from pathlib import Path


def resource_path(name: str) -> Path:
    """Return where a resource lies, such as `sample` or `icons/fivegates.svg`.

    A wheel and a bundle carry them inside the package; in the source tree they lie beside `desktop/`.
    """
    package = Path(__file__).parent
    carried = package / "_resources"
    folder = carried if carried.is_dir() else package.parents[1] / "resources"
    return folder / name


def read_resource(name: str) -> bytes:
    """Return the bytes of a resource, such as `styles/palette.toml`."""
    return resource_path(name).read_bytes()
