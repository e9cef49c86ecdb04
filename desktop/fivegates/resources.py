"""Find the folder of resources: in the source tree, in an installed wheel and in a bundle."""

from pathlib import Path


def resource_folder() -> Path:
    """Return the folder that holds rubrics, schemas, sample, icons, styles and locale.

    A wheel and a bundle carry it inside the package; in the source tree it lies beside `desktop/`.
    """
    package = Path(__file__).resolve().parent
    carried = package / "_resources"
    return carried if carried.is_dir() else package.parents[1] / "resources"
