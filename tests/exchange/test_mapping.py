import pytest

from fivegates.domain.economics.ledger import Behaviour, CostCategory, Phase
from fivegates.domain.errors import DataError
from fivegates.exchange.ledger.assignment_rules import Assignment, Counted, Rules, read_rules, write_rules
from fivegates.exchange.ledger.preview import Charge

EXAMPLE = b"""\
[[rule]]
initiative = "CLAIMS"
service = "Azure OpenAI*"
tags = ["project=claims*"]
category = "model and tokens"
behaviour = "variable"
attributed_to = "intake"
counts = "tokens in"
per = 1000

[[rule]]
initiative = "SHARED"
account = "prod [1]?"
phase = "build"
behaviour = "fixed"
"""


def rules(text: str) -> Rules:
    return read_rules(text.encode(), "rules.toml")


def test_the_first_rule_that_fits_decides() -> None:
    read = read_rules(EXAMPLE, "rules.toml")

    claims = Charge(service="AZURE OpenAI Service", account="prod [1]?", tags=(("project", "Claims-EU"),))
    assert read.assign(claims) == Assignment(
        "CLAIMS", Phase.RUN, Behaviour.VARIABLE, CostCategory.MODEL, "intake", Counted.TOKENS_IN, 1000
    )
    shared = read.assign(Charge(service="Azure OpenAI", account="Prod [1]?"))
    assert shared == Assignment("SHARED", Phase.BUILD, Behaviour.FIXED)
    assert read.assign(Charge(account="prod 1x")) is None
    assert read.tags == ("project",)


def test_a_tag_must_be_there_to_fit() -> None:
    read = rules('[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\ntags = ["team=red"]\n')

    assert read.assign(Charge(tags=(("team", ""),))) is None


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ('[[rule]]\ninitiative = "A"\n', "rule[0].behaviour: This is missing."),
        ('[[rule]]\nbehaviour = "fixed"\n', "rule[0].initiative: This is missing."),
        (
            '[[rule]]\ninitiative = "A"\nbehaviour = "fixd"\n',
            "rule[0].behaviour: “fixd” is not known here; did you mean “fixed”?",
        ),
        (
            '[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\ntags = ["team"]\n',
            "rule[0].tags: Write each tag as name=value, such as “project=claims”.",
        ),
        (
            '[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\nper = 0\n',
            "rule[0].per: Write a whole number above zero.",
        ),
        (
            '[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\nservise = "x"\n',
            "rule[0].servise: “servise” is not known here; did you mean “service”?",
        ),
        ("[[rule]\n", "line 1, column 7: This is not readable as TOML: Expected ']]' at the end of an array"),
    ],
)
def test_faulty_rules_are_refused_in_words(text: str, reported: str) -> None:
    with pytest.raises(DataError) as raised:
        rules(text)

    assert str(raised.value).startswith(f"rules.toml: {reported}")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(DataError, match="UTF-8"):
        read_rules(b"\xff", "rules.toml")


def test_a_file_of_rules_has_a_bound() -> None:
    with pytest.raises(DataError, match="larger than"):
        read_rules(b"#" * 2**21, "rules.toml")


def test_rules_read_back_as_they_were_written() -> None:
    read = read_rules(EXAMPLE, "rules.toml")
    odd = rules('[[rule]]\ninitiative = "A"\nservice = "a \\"b\\" \\u007f\\n[*]?"\nbehaviour = "fixed"\n')

    for each in (read, odd, Rules()):
        assert read_rules(write_rules(each), "rules.toml") == each
    assert b"per" not in write_rules(odd)
