"""A rubric's file: read whole, printed back, or refused with the line, the key and the reason."""

import tomllib
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import criterion, rubric, two_gates
from hypothesis import given
from hypothesis import strategies as st
from strategies import rubrics

from fivegates.domain.errors import DataError
from fivegates.domain.language import ENGLISH
from fivegates.domain.rubric.rubric import Criterion, Level, Rubric
from fivegates.exchange.rubric import LARGEST_FILE, read_rubric, write_rubric
from fivegates.resources import read_resource

DEFAULT = read_resource("rubrics/five-gates.toml")
GATE = '[[gate]]\nid = "{id}"\nname = "N"\nquestion = "Q"\n\n'

LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=40)
LABEL = LINE.filter(str.strip)
PROSE = st.lists(LINE, min_size=1, max_size=3).map("\n".join).filter(str.strip)


def refused(data: bytes | str) -> list[str]:
    """What is told about a faulty file, problem by problem."""
    raw = data.encode() if isinstance(data, str) else data
    with pytest.raises(DataError) as caught:
        read_rubric(raw, "mine.toml")
    assert str(caught.value).startswith("mine.toml: ")
    return [problem.text(ENGLISH) for problem in caught.value.problems]


def changed(old: str, new: str) -> str:
    """The default rubric's file with the first `old` replaced; line breaks in `new` count."""
    text = DEFAULT.decode()
    assert old in text
    return text.replace(old, new, 1)


def line_in(text: str, part: str) -> int:
    """The line on which `part` first stands."""
    return text[: text.index(part)].count("\n") + 1


@st.composite
def worded(draw: st.DrawFn) -> Rubric:
    """A rubric with any texts in it."""
    used = draw(rubrics(most_gates=2, most_criteria=2))
    head = replace(used, name=draw(LABEL), version=draw(LABEL), credit=draw(st.just("") | LABEL))
    return replace(head, criteria=tuple(draw(reworded(each)) for each in used.criteria))


@st.composite
def reworded(draw: st.DrawFn, used: Criterion) -> Criterion:
    levels = st.builds(Level, PROSE, st.just("") | LABEL)
    return replace(
        used,
        title=draw(LABEL),
        topic=draw(LABEL),
        why=draw(PROSE),
        levels=tuple(draw(st.lists(levels, min_size=5, max_size=5))),
        evidence_effort=draw(st.integers(0, 100_000).map(lambda tenths: Decimal(tenths) / 10)),
        friction=tuple(draw(st.lists(LABEL, max_size=2))),
        risk=draw(st.just("") | LABEL),
    )


@given(worded())
def test_what_is_written_reads_back_the_same(used: Rubric) -> None:
    data = write_rubric(used)
    assert read_rubric(data, "x") == used
    assert write_rubric(read_rubric(data, "x")) == data


def test_the_default_file_is_what_the_printer_makes_of_it() -> None:
    assert write_rubric(read_rubric(DEFAULT, "five-gates.toml")) == DEFAULT


def test_the_printed_file_says_how_to_edit_it() -> None:
    comments = [line for line in write_rubric(two_gates()).decode().splitlines() if line.startswith("#")]
    assert any("import it" in line for line in comments)
    assert all(len(line) <= 110 for line in comments)


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    windows = b"\xef\xbb\xbf" + DEFAULT.replace(b"\n", b"\r\n")
    assert read_rubric(windows, "x") == read_rubric(DEFAULT, "x")


def test_criteria_may_stand_in_any_order_of_gates() -> None:
    used = rubric(criterion("a", "one"), criterion("b", "two"))
    data = write_rubric(replace(used, criteria=(*used.criteria, criterion("c", "one"))))
    assert [each.id for each in read_rubric(data, "x").criteria] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        # Keys and types
        ('name = "The', 'nmae = "The', 'key "nmae"', "did you mean “name”?"),
        ('version = "1.1"', "version = 1.1", 'key "version"', "must be text in quotes, not 1.1."),
        ('gate = "value"', 'gate = "valeu"', 'criterion "value-owner", key "gate"', "mean “value”?"),
        ("required = true", 'required = "yes"', 'criterion "value-owner", key "required"', "true or false"),
        ("required = true", "requierd = true", 'criterion "value-owner", key "requierd"', "mean “required”?"),
        ("weight = 2", "weight = true", 'criterion "value-owner", key "weight"', "whole number, not true."),
        ("weight = 2", "weight = 2.5", 'criterion "value-owner", key "weight"', "whole number, not 2.5."),
        ("weight = 2", "weight = 2026-05-12", 'criterion "value-owner", key "weight"', "not 2026-05-12."),
        ('["provider"]', '["providers"]', 'criterion "arch-limits", key "voided_by"', "mean “provider”?"),
        ('["provider"]', '"provider"', 'criterion "arch-limits", key "voided_by"', "list in square brackets"),
        # Thresholds
        ("pass_level = 3", "pass_level = 5", '[thresholds], key "pass_level"', "is 5; it can be 1 to 4."),
        ("pass_level = 3", "pass_level = true", '[thresholds], key "pass_level"', "whole number, not true."),
        (
            "closed_below = 2",
            "closed_below = 4",
            '[thresholds], key "closed_below"',
            "pass and close its gate",
        ),
        (
            "unproven_level = 2",
            "unproven_level = 3",
            '[thresholds], key "unproven_level"',
            "below proof_from",
        ),
        ("open_score = 75", "open_score = 101", '[thresholds], key "open_score"', "can be 0 to 100."),
        ("open_score = 75", "open_score = 49", '[thresholds], key "conditional_score"', "above open_score"),
        ("at_risk_days = 60", "at_risk_days = -1", '[thresholds], key "at_risk_days"', "can be 0 to 36500."),
        ("open_score = 75", "openscore = 75", '[thresholds], key "openscore"', "did you mean “open_score”?"),
        # Ids
        ('id = "five-gates"', 'id = "Five gates"', 'key "id"', "cannot be an id"),
        ('id = "value-kpis"', 'id = "value-owner"', 'criterion 2, key "id"', "already the id of number 1."),
        ('id = "trust"', 'id = "value"', 'gate 3, key "id"', "already the id of number 1."),
        # Texts
        ('name = "Value"', 'name = ""', 'gate "value", key "name"', "is empty."),
        ('topic = "', f'topic = "{"x" * 121}', 'criterion "value-owner", key "topic"', "120 is the most."),
        ('why = "', f'why = "{"x" * 2000}', 'criterion "value-owner", key "why"', "2000 is the most."),
        ('title = "', 'title = "\\u0000', 'criterion "value-owner", key "title"', "(U+0000)"),
        ('text = "No one', 'txt = "No one', 'criterion "value-owner", level 0, key "txt"', "mean “text”?"),
        # Figures
        ("weight = 2", "weight = 0", 'criterion "value-owner", key "weight"', "is 0; it can be 1 to 100."),
        (
            "validity_days = 180",
            "validity_days = 0",
            'criterion "value-owner", key "validity_days"',
            "never pass",
        ),
        ("[0.5, 2, 4, 6]", "[0.5, 2, 4]", 'criterion "value-owner", key "efforts"', "has 3 figures"),
        ("[0.5, 2, 4, 6]", "[0.5, 2, 4, -6]", 'criterion "value-owner", key "efforts"', "-6 is not a number"),
        ("[0.5, 2, 4, 6]", "[0.5, 2, 4, nan]", 'criterion "value-owner", key "efforts"', "NaN is not a"),
        (
            "[0.5, 2, 4, 6]",
            "[0.55, 2, 4, 6]",
            'criterion "value-owner", key "efforts"',
            "more than one decimal",
        ),
        (
            "evidence_effort = 0.5",
            "evidence_effort = inf",
            'criterion "value-owner", key "evidence_effort"',
            "Inf",
        ),
    ],
)
def test_a_fault_is_reported_with_line_key_and_reason(old: str, new: str, place: str, reason: str) -> None:
    text = changed(old, new)
    texts = refused(text)
    where = f"{place}: "
    (found,) = [each for each in texts if where in each and reason in each]
    number, _, rest = found.removeprefix("line ").partition(", ")
    assert rest.startswith(where)
    key = place.rpartition('key "')[2].rstrip('"')
    assert text.split("\n")[int(number) - 1].startswith(key)


def test_a_missing_key_is_reported_with_the_line_of_its_table() -> None:
    text = changed('title = "One named person answers for the result"\n', "")
    header = line_in(text, 'id = "value-owner"') - 1
    assert refused(text) == [f'line {header}, criterion "value-owner", key "title": is missing.']


def test_a_missing_level_is_reported_with_the_line_of_its_criterion() -> None:
    start = DEFAULT.decode().index("[[criterion.level]]")
    end = DEFAULT.decode().index("[[criterion.level]]", start + 1)
    text = DEFAULT.decode()[:start] + DEFAULT.decode()[end:]
    header = line_in(text, 'id = "value-owner"') - 1
    assert refused(text) == [
        f'line {header}, criterion "value-owner", key "level": has 4 levels; it takes exactly five, 0 to 4.'
    ]


def test_a_missing_head_has_no_line() -> None:
    assert refused(changed('version = "1.1"\n', "")) == ['key "version": is missing.']


def test_a_gate_that_nothing_asks_about_is_refused() -> None:
    text = changed("[[gate]]", GATE.format(id="extra") + "[[gate]]")
    line = line_in(text, "[[gate]]")
    assert refused(text) == [f'line {line}, gate "extra": has no criterion, so nothing could open it.']


def test_too_many_gates() -> None:
    extra = "".join(GATE.format(id=f"extra-{number}") for number in range(8))
    text = changed("[[gate]]", extra + "[[gate]]")
    assert f'line {line_in(text, "[[gate]]")}, key "gate": There are more than 12.' in refused(text)


def test_problems_come_in_the_order_of_the_file() -> None:
    text = changed("weight = 2", "weight = 0").replace("pass_level = 3", "pass_level = 9")
    text = text.replace('risk = "legislative risk"', 'risk = " "').replace('id = "five-gates"', 'id = ""')
    lines = [int(each.split(",")[0].removeprefix("line ")) for each in refused(text)]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_a_long_text_may_look_like_keys_and_tables() -> None:
    text = changed('why = "', 'why = """\n[[criterion]]\nid = "x"\n# """\nquestions = ""\nwhyy = "')
    (problem, *_) = refused(text)
    assert problem.startswith(f'line {line_in(text, "questions")}, criterion "value-owner", key "questions"')


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('id = "x"\nversion = 1.0.0\n', "line 2, column 14: This is not readable as TOML: "),
        ("a = 1\nb = [1,\n", "line 3: This is not readable as TOML: "),
        ("a = 1\na = 2\n", "line 2, column 6: This is not readable as TOML: "),
        ("a = " + "9" * 5000, "This is not readable as TOML: "),
        ("a = " + "[" * 100_000, "The brackets in this file are nested too deeply."),
        ("id = 1e99999999999999999999", 'key "version": is missing.'),
        ("x = 1\n" + "a." * 400_000 + "a = 1", "line 2: This key has too many parts."),
        (b'id = "five"\nname = "Caf\xe9"\n', "line 2: This is not text in UTF-8; save the file as UTF-8."),
        (DEFAULT.decode().encode("utf-16"), "line 1: This is not text in UTF-8"),
        (b" " * (LARGEST_FILE + 1), "The file is larger than 1 MB."),
        (b"", 'key "id": is missing.'),
        ("[criterion]\nid = 5", 'line 1, key "criterion": must be a list of tables, each under a header'),
        ("a = 1\n[colours]\nb = 1", 'line 2, key "colours": “colours” is not known here'),
    ],
)
def test_what_is_no_rubric_at_all(data: bytes | str, expected: str) -> None:
    assert any(each.startswith(expected) for each in refused(data))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    assert all(refused(data))


@given(st.integers(0, len(DEFAULT) - 1), st.integers(0, 255))
def test_one_wrong_byte_is_read_or_refused_in_words(position: int, byte: int) -> None:
    data = DEFAULT[:position] + bytes([byte]) + DEFAULT[position + 1 :]
    with suppress(DataError):
        assert read_rubric(data, "x").criteria


def test_inline_tables_are_tables_too() -> None:
    text = DEFAULT.decode()
    gates = ", ".join(
        f'{{id = "{gate["id"]}", name = "{gate["name"]}", question = "{gate["question"]}"}}'
        for gate in tomllib.loads(text)["gate"]
    )
    start, end = text.index("[thresholds]"), text.index("[[criterion]]")
    inline = f"{text[:start]}gate = [{gates}]\n{text[end:]}"
    assert read_rubric(inline.encode(), "x") == read_rubric(DEFAULT, "x")
