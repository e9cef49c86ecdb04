"""The scheme of risk classes as a file: what comes with Fivegates, and what is refused."""

import pytest

from fivegates.domain.errors import DataError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.risk import read_scheme
from fivegates.resources import read_resource

TEXT = read_resource("frameworks/risk-class.toml").decode()
NO = dict.fromkeys(
    ("practice", "product", "area", "interacts", "generates", "reads-people", "deep-fakes"), False
)


def test_what_comes_with_fivegates_decides_by_article() -> None:
    scheme = read_scheme(TEXT.encode(), "risk-class.toml")
    cases = [
        ({}, "minimal", "Art. 4"),
        ({"interacts": True}, "transparency", "Art. 50(1)"),
        ({"area": True, "profiles": False, "narrow": True}, "minimal", "Art. 4"),
        ({"area": True, "profiles": False, "narrow": False}, "high", "Art. 6(2), Annex III"),
        ({"area": True, "profiles": True}, "high", "Art. 6(2) and (3)"),
        ({"product": True, "generates": True}, "high", "Art. 6(1), Annex I"),
        ({"practice": True, "product": True}, "prohibited", "Art. 5(1)"),
    ]
    for answers, level, cites in cases:
        given = NO | answers
        assert scheme.unanswered(given) == ()
        rule = scheme.matching(given)[0]
        assert rule.level == level
        assert rule.cites.startswith(cites)
    assert [level.id for level in scheme.levels] == ["prohibited", "high", "transparency", "minimal"]
    assert all(rule.applies_from for rule in scheme.rules if rule.level == "high")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('class = "prohibited"', 'class = "unknown"', "rule[0].class"),
        ('when = ["practice"]', 'when = ["unknown"]', "rule[0].when"),
        ('asked_when = ["area"]', 'asked_when = ["unknown"]', "question[3].asked_when"),
        ("when = []", 'when = ["practice"]', "rule"),
    ],
)
def test_a_faulty_scheme_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    assert old in TEXT
    with pytest.raises(DataError) as refused:
        read_scheme(TEXT.replace(old, new, 1).encode(), "own.toml")
    assert [problem.place for problem in refused.value.problems] == [place]
    assert "own.toml" in refused.value.text(ENGLISH)
