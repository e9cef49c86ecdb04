"""Text crafted to be misinterpreted, and a portfolio that has it in every field."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from builders import REVIEWED
from documents import PDF
from sealing import with_finals

from fivegates.actions.rubrics import default_rubric
from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.ledger import (
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    UsageLine,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome, Threshold
from fivegates.domain.initiative.initiative import (
    Action,
    Change,
    ChangeKind,
    Evidence,
    EvidenceKind,
    Initiative,
)
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import InitiativeRecord, NotApplicable, Portfolio, Review, Score
from fivegates.exchange.evidence.contents import evidence_file

LINES = (
    "<b>bold</b> & <img src='file:///etc/passwd'> &amp; &lt;",
    "<script>alert(1)</script><a href='javascript:alert(1)'>x</a>",
    "<para><font color='red'>red</font></para> <!-- --> ]]> <![CDATA[",
    "$\\frac{1}{0}$ \\input{/etc/passwd} $x_",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\uff1d1+1 \uff0b1 \uff0d1 \uff20A1",
    "'; DROP TABLE initiative; --",
    "{name} {0} %s %(name)s ${HOME} $(id) `id`",
    "../../etc/passwd C:\\Windows\\System32 \\\\host\\share",
    "turned \u202eright to left\u202c and \u2066isolated\u2069 \u200b\ufeff",
    "Za\u0300\u0301\u0302\u0303\u0304\u0305" + "\u0336" * 40,
    "日本語 العربية עברית ไทย 👩‍👩‍👧 \U0001d518\U0001d52b \U0001f600",
    "&File && a_b [*] %p &#x41;",
    "file:///etc/passwd javascript:alert(1) ms-msdt:/id",
    "~ ! # $ % ^ & * ( ) _ + | \" ' ` < > ? / \\",
    "NULL None nan Infinity 1e309 007 0x1F 1/2/3",
    "CON aux.txt .. . -rf --help",
)
"""Each fits on a line, and can be stored."""

UNSTORABLE = (
    "nul \0",
    "escape \x1b[31m",
    "bell \a",
    "half \ud800",
    "c1 \x9b31m",
    "delete \x7f",
    "back \b\b",
    "none \ufffe",
    "none \U0010ffff",
    "none \ufdd0",
)
"""Texts that every field refuses."""

LONG = "w" * 1_000_000

_DAY = date(2026, 5, 1)
_CRITERIA = tuple(criterion.id for criterion in default_rubric().criteria)


def portfolio() -> Portfolio:
    """The portfolio of the lines above."""
    return portfolio_of(LINES, title=LINES[15], source=LINES[4])


def portfolio_of(lines: Sequence[str], *, title: str, source: str) -> Portfolio:
    """A portfolio with an initiative per text, in all its fields; every second one is final."""
    rubric = default_rubric()
    records = tuple(_record(f"N-{number}", text) for number, text in enumerate(lines))
    settings = Settings(title, lines[0], rubric.id, rubric.version)
    rates = RateTable((Rate(Month(2026, 1), "EUR", "USD", Decimal("1.1"), source),))
    prices = tuple(ModelPrice(text, Decimal(1), Decimal(2), provider=text, note=text) for text in lines)
    books = (PriceBook(_DAY, "USD", prices, lines[0]),)
    contents = {evidence_file("a.pdf", PDF).digest: PDF}
    whole = Portfolio(settings, (rubric,), records, rates, contents=contents, price_books=books)
    return with_finals(whole, [(place, 0) for place in range(1, len(lines), 2)], lines[0])


def _record(code: str, text: str) -> InitiativeRecord:
    """An initiative with `text` in every field that takes it."""
    prose = f"{text}\n\n{text}\t{text}"
    label = text[:100]
    initiative = Initiative(
        code, text, prose, text, text, providers=(label,), models=(label,), unit=text, tags=(label,)
    )
    scores = {key: Score(key, 3, rationale=prose) for key in _CRITERIA[1:]}
    scores[_CRITERIA[0]] = Score(_CRITERIA[0], None, NotApplicable(prose, text), prose)
    review = Review(REVIEWED, "five-gates", default_rubric().version, text, prose, scores)
    file = evidence_file(f"{text}.pdf", PDF)
    return InitiativeRecord(
        initiative,
        (Evidence(_CRITERIA[1], EvidenceKind.LINK, text, _DAY, text, prose, file),),
        (Change(_DAY, ChangeKind.MODEL, prose),),
        (Action(_CRITERIA[2], text, 4, text, _DAY, Decimal(2)),),
        (review,),
        _ledger(text, prose),
        (_decision(text, prose),),
        (Assumptions(text[:80], 1_000, "EUR", Decimal(9), Decimal(1), model=text, note=prose),),
    )


def _ledger(text: str, prose: str) -> Ledger:
    seven, run, fixed = Decimal(7), Phase.RUN, Behaviour.FIXED
    cost = CostLine(
        _DAY, CostCategory.DATA, seven, "EUR", run, fixed, attributed_to=text, source=text, note=prose
    )
    usage = UsageLine(_DAY, 7, text, model=text, source=text, note=prose)
    benefit = BenefitLine(_DAY, seven, "EUR", text, source=text, note=prose)
    return Ledger((cost,), (usage,), (benefit,))


def _decision(text: str, prose: str) -> Decision:
    conditions = (Condition(prose, text, note=prose),)
    return Decision(REVIEWED, Outcome.GO, text, prose, conditions, (Threshold(text, text, text, text),))


def refused_fields(text: str) -> dict[str, Callable[[], Portfolio]]:
    """A portfolio per field, with `text` in it."""
    whole = portfolio()
    first = whole.records[0]
    return {
        "title": lambda: replace(whole, settings=replace(whole.settings, title=text)),
        "name": lambda: _with(whole, replace(first, initiative=replace(first.initiative, name=text))),
        "summary": lambda: _with(whole, replace(first, initiative=replace(first.initiative, summary=text))),
        "evidence": lambda: _with(whole, replace(first, evidence=(replace(first.evidence[0], note=text),))),
        "change": lambda: _with(whole, replace(first, changes=(replace(first.changes[0], summary=text),))),
        "action": lambda: _with(whole, replace(first, actions=(replace(first.actions[0], title=text),))),
        "reviewer": lambda: _with(whole, replace(first, reviews=(replace(first.reviews[0], reviewer=text),))),
    }


def _with(whole: Portfolio, record: InitiativeRecord) -> Portfolio:
    return replace(whole, records=(record, *whole.records[1:]))
