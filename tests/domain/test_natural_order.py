"""Names as people look for them."""

from fivegates.domain.natural_order import natural_key


def test_numbers_inside_names_are_ordered_by_their_size() -> None:
    names = ["Step 13", "step 2", "Step 1", "Alpha", "2 boxes", "13 boxes", ""]
    assert sorted(names, key=natural_key) == [
        "",
        "2 boxes",
        "13 boxes",
        "Alpha",
        "Step 1",
        "step 2",
        "Step 13",
    ]
