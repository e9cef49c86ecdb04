"""Any sequence of edits can be undone step by step, and redone, with the same rows at every step."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from builders import portfolio
from edit_steps import STEPS, Step, take
from hypothesis import given
from hypothesis import strategies as st
from stored import dump, fill

from fivegates.store.file.opening import create_file
from fivegates.store.records.edits import edit, revert


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_undo_and_redo_pass_through_the_same_rows(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, closing(create_file(Path(folder) / "p.fivegates")) as file:
        file.connection.execute("PRAGMA synchronous = OFF")
        fill(file, portfolio())
        dumps = [dump(file)]
        done = []
        for number, step in enumerate(steps):
            with edit(file) as transaction:
                take(transaction, step, number)
            done.append(tuple(transaction.rows))
            dumps.append(dump(file))
        undone = []
        for rows, before in zip(reversed(done), reversed(dumps[:-1]), strict=True):
            undone.append(revert(file, rows))
            assert dump(file) == before
        for rows, after in zip(reversed(undone), dumps[1:], strict=True):
            revert(file, rows)
            assert dump(file) == after
