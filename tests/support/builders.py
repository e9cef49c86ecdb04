"""Test builders: small rubrics, cases and portfolios.

What a test needs is an argument, or `dataclasses.replace` over the result.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from fivegates.domain.capacity.settings import (
    Aim,
    CapacitySettings,
    Dependency,
    OwnerCapacity,
    Sharing,
)
from fivegates.domain.economics.assumptions import (
    Assumptions,
    Bounds,
    Driver,
    ReviewAssumption,
    StepAssumption,
)
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    ModelPrice,
    Phase,
    PriceBook,
    PriceTerms,
    Service,
    TokenPrices,
    UsageLine,
)
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.domain.ideas import Idea, IdeaState
from fivegates.domain.initiative.decisions import (
    Condition,
    ConditionState,
    Decision,
    LedgerFigure,
    LedgerStop,
    Outcome,
    Threshold,
)
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Comment,
    Evidence,
    EvidenceKind,
    Forecast,
    ForecastOutcome,
    Initiative,
    Kind,
    Stage,
)
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.portfolio.meeting import MeetingDetails, PaperMeetings, Purpose
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import Case, InitiativeRecord, NotApplicable, Portfolio, Review, Score
from fivegates.domain.risk import RiskAnswer, RiskClass
from fivegates.domain.rubric.packs import Pack
from fivegates.domain.rubric.rubric import Criterion, Gate, Level, PackHead, Rubric, Thresholds

Answer = int | NotApplicable | None
"""An answer: a level, not applicable, or none."""

REVIEWED = date(2026, 5, 12)
"""The date of every review."""

LATER = REVIEWED + timedelta(days=90)
"""The date of a second review."""

DUE = date(2026, 6, 30)
"""The date by which every action is due."""

WAIVED = NotApplicable("There is no such system here.", "R. Marsh")
"""A "not applicable" that even a required criterion may have."""


def days_before(days: int, day: date = REVIEWED) -> date:
    """The date so many days before the review, or before `day`; negative is after it."""
    return day - timedelta(days=days)


# Rubrics


def criterion(
    criterion_id: str, gate: str = "value", *, required: bool = False, weight: int | None = None
) -> Criterion:
    """A criterion whose steps cost 1, 2, 4 and 8 person-days, and whose proof alone costs half a day."""
    return Criterion(
        id=criterion_id,
        gate=gate,
        title=f"The {criterion_id} is settled",
        topic=f"the {criterion_id}",
        question=f"Is the {criterion_id} settled?",
        why=f"Without the {criterion_id} nothing holds.",
        levels=tuple(_level(criterion_id, number) for number in range(5)),
        evidence_enough=f"A signed note on the {criterion_id}.",
        evidence_not_enough=f"A slide about the {criterion_id}.",
        next_step=f"Settle the {criterion_id}",
        efforts=(Decimal(1), Decimal(2), Decimal(4), Decimal(8)),
        evidence_effort=Decimal("0.5"),
        required=required,
        weight=weight if weight is not None else 1 + required,
    )


def _level(topic: str, number: int) -> Level:
    """A level that passes from 3, with the reason below it."""
    return Level(f"The {topic} is at {number}.", f"the {topic} is only at {number}" if number < 3 else "")


def rubric(*criteria: Criterion, thresholds: Thresholds | None = None) -> Rubric:
    """A rubric of these criteria, with the gates that they name, in that order."""
    gates = dict.fromkeys(c.gate for c in criteria)
    return Rubric(
        id="small",
        version="1.0",
        name="Small rubric",
        level_names=("Absent", "Intended", "Designed", "Demonstrated", "Operating"),
        thresholds=thresholds or Thresholds(),
        gates=tuple(Gate(gate, gate.capitalize(), f"Does {gate} hold?") for gate in gates),
        criteria=criteria,
        credit="After nobody in particular",
    )


def two_gates() -> Rubric:
    """Value (owner, required; funding) and trust (test, required, voided by a model change; bias)."""
    return rubric(
        criterion("owner", required=True),
        criterion("funding"),
        replace(criterion("test", "trust", required=True), voided_by=(ChangeKind.MODEL,)),
        criterion("bias", "trust"),
    )


def pack_head(pack_id: str, base: Rubric | None = None, version: str = "1.0") -> PackHead:
    """The head of a pack for `base`, or for the small rubric."""
    base = base or two_gates()
    return PackHead(
        id=pack_id,
        version=version,
        name=f"Pack {pack_id}",
        summary="For what is tested",
        source="Nobody in particular",
        dated=date(2026, 11, 30),
        base=base.id,
        base_versions=(base.version,),
    )


def pack(pack_id: str, *criteria: Criterion, gates: Iterable[str] = ()) -> Pack:
    """A pack for the small rubric, with gates of its own if they are named."""
    own = tuple(Gate(gate, gate.capitalize(), f"Does {gate} hold?") for gate in gates)
    return Pack(pack_head(pack_id), criteria, own)


# Reviews and cases


def scores(answers: Mapping[str, Answer]) -> dict[str, Score]:
    """Scores by criterion; None is a criterion with no answer."""
    return {
        key: Score(key, not_applicable=answer) if isinstance(answer, NotApplicable) else Score(key, answer)
        for key, answer in answers.items()
    }


def review(used: Rubric, answers: Mapping[str, Answer]) -> Review:
    """A review against `used`, dated `REVIEWED`."""
    return Review(REVIEWED, used.id, used.version, scores=scores(answers))


def case(  # noqa: PLR0913 - all that a case is made of
    used: Rubric,
    answers: Mapping[str, Answer],
    *,
    evidence: Iterable[Evidence] | None = None,
    changes: Iterable[Change] = (),
    actions: Iterable[Action] = (),
    waivers: Iterable[Waiver] = (),
) -> Case:
    """A case; every criterion has proof from the day of the review unless `evidence` says otherwise."""
    items = fresh_evidence(used) if evidence is None else tuple(evidence)
    held = items, tuple(changes), tuple(actions)
    return Case(used, review(used, answers), *held, waivers=tuple(waivers))


def evidence_for(criterion_id: str, *, days_old: int = 0, item_id: int = 0) -> Evidence:
    """A test result for one criterion, dated so many days before the review."""
    dated = days_before(days_old)
    return Evidence(criterion_id, EvidenceKind.TEST_RESULT, f"Test of {criterion_id}", dated, id=item_id)


def fresh_evidence(used: Rubric) -> tuple[Evidence, ...]:
    """Proof for every criterion, from the day of the review."""
    return tuple(evidence_for(c.id, item_id=number) for number, c in enumerate(used.criteria, 1))


def change(kind: ChangeKind = ChangeKind.MODEL, *, days_old: int = 0) -> Change:
    """A change so many days before the review."""
    return Change(days_before(days_old), kind, f"New {kind}")


def action_for(
    criterion_id: str, *, target_level: int | None = None, effort: str | None = None, action_id: int = 0
) -> Action:
    """An open action with an owner and a due date; `effort` in person-days."""
    return Action(
        criterion=criterion_id,
        title=f"Work on {criterion_id}",
        target_level=target_level,
        owner="A. Okafor",
        due=DUE,
        effort=None if effort is None else Decimal(effort),
        id=action_id,
    )


def comment_on(criterion_id: str) -> Comment:
    """A remark on a criterion."""
    return Comment(criterion_id, datetime(2026, 5, 12, 9, 30, tzinfo=UTC), "Ask the owner again.", "erika")


def waiver_for(criterion_id: str, *, days: int = 30, days_old: int = 10) -> Waiver:
    """A waiver granted so many days before the review, which lasts until so many days after it."""
    return Waiver(
        criterion_id,
        "The audit is in May.",
        "E. Lindqvist",
        "R. Marsh",
        days_before(days_old),
        days_before(-days),
        condition="Every answer is checked by hand.",
    )


def risk_class(*, days_old: int = 10) -> RiskClass:
    """A class of a scheme that is not the program's own."""
    return RiskClass(
        days_before(days_old),
        "E. Lindqvist",
        "It sorts claims.",
        "small",
        "1.0",
        "high",
        "High risk",
        "Rule 1",
        date(2027, 12, 2),
        ("Rule 2", "Rule 3"),
        (RiskAnswer("harm", yes=True), RiskAnswer("talks")),
    )


# A whole portfolio


def cost(amount: str = "1200.50", *, dated: date = date(2026, 4, 1), currency: str = "EUR") -> CostLine:
    """A variable cost of running it."""
    return CostLine(dated, CostCategory.MODEL, Decimal(amount), currency, Phase.RUN, Behaviour.VARIABLE)


def ledger() -> Ledger:
    """Two costs, one of them with every field filled; one line of usage and one of benefit."""
    full = CostLine(
        dated=date(2026, 3, 17),
        category=CostCategory.HUMAN_REVIEW,
        amount=Decimal("-0.000000123"),
        currency="USD",
        phase=Phase.BUILD,
        behaviour=Behaviour.FIXED,
        basis=Basis.FORECAST,
        billed=Decimal("18.00"),
        attributed=False,
        attributed_to="Photo check",
        source="invoice-2026-03.csv",
        note="Credit of “March”,\nsecond part",
        fingerprint="cost-1",
        id=2,
    )
    usage = UsageLine(
        dated=date(2026, 4, 1),
        units=4200,
        unit="claims",
        successes=3900,
        requests=9100,
        tokens_in=12_000_000,
        tokens_out=800_000,
        tokens_cached=0,
        tokens_written=900_000,
        tokens_written_hour=100_000,
        model="model-1",
        source="usage.csv",
        note="Retries are in the requests",
        fingerprint="usage-1",
        id=1,
    )
    benefit = BenefitLine(
        dated=date(2026, 4, 1),
        amount=Decimal("5292.00"),
        currency="EUR",
        what="2.1 minutes a claim at €36 an hour",
        source="benefits.csv",
        note="Measured in April",
        fingerprint="benefit-1",
        id=1,
    )
    return Ledger((replace(cost(), id=1), full), (usage,), (benefit,))


def rates() -> RateTable:
    """Two rates."""
    return RateTable(
        (
            Rate(Month(2026, 3), "USD", "EUR", Decimal("0.9174"), "ECB", id=1),
            Rate(Month(2026, 4), "EUR", "USD", Decimal("1.09"), id=2),
        )
    )


def price_book() -> PriceBook:
    """Two models, one with every field filled; of the other nothing is known but its name."""
    full = ModelPrice(
        model="model-1",
        input=Decimal("0.00000015"),
        output=Decimal("0.0000006"),
        cached=Decimal(0),
        provider="Provider A",
        note="List price,\nwithout tax",
        written=Decimal("0.0000001875"),
        written_hour=Decimal("0.0000003"),
        per_request=Decimal("0.01"),
        terms=(
            PriceTerms(TokenPrices(Decimal("0.0000003")), 200_000),
            PriceTerms(TokenPrices(output=Decimal("0.0000003")), service=Service.BATCH),
        ),
        id=1,
    )
    return PriceBook(date(2026, 4, 1), "USD", (full, ModelPrice("model-2", id=2)), "prices.json", id=1)


def framework() -> Framework:
    """A framework of three items: two criteria, one that `two_gates` lacks, and none."""
    return Framework(
        code="house-rules",
        version="3",
        name="Rules of our own",
        source="Directive 7 of the board",
        published=date(2026, 1, 5),
        dated=date(2026, 2, 1),
        not_covered="Whether anybody follows them,\nand why.",
        items=(
            FrameworkItem(
                "R 1", "Somebody owns it", "People", ("owner", "test"), "Deputies.", date(2027, 1, 1)
            ),
            FrameworkItem("R 2", "It is safe", criteria=("bias", "safety")),
            FrameworkItem("R 3", "It is fun"),
        ),
        id=1,
    )


def own_mapping() -> Framework:
    """A framework whose criteria come with Fivegates, one of them in a pack alone."""
    held = framework()
    criteria = ("ops-owner", "trust-retest"), ("trust-bias", "supplier-exit"), ()
    items = tuple(replace(item, criteria=each) for item, each in zip(held.items, criteria, strict=True))
    return replace(held, items=items)


def idea() -> Idea:
    """An idea with every field filled, that became the initiative CLAIMS."""
    return Idea(
        dated=days_before(30),
        title="Sort claims",
        problem="Claims wait two days,\nunsorted.",
        without_ai="Three more clerks.",
        owner="A. Okafor",
        by="R. Marsh",
        whose_time="The post room",
        instead="Calls to customers",
        risk="A deadline is missed less often.",
        penalties="Fines for late answers",
        data="Claims of two years, ours",
        expected_class="Minimal risk",
        kind=Kind.CLASSIFIER,
        state=IdeaState.ACCEPTED,
        decided=days_before(20),
        decided_by="The board",
        reason="It pays.",
        initiative="CLAIMS",
        id=1,
    )


def scenario() -> Assumptions:
    """A scenario with every field filled."""
    return Assumptions(
        name="After the merger",
        volume=90_000,
        currency="EUR",
        value_per_unit=Decimal("1.26"),
        fixed=Decimal(24_000),
        other_unit_cost=Decimal("0.03"),
        model="model-1",
        price_change=Decimal("-0.25"),
        turns=Decimal("1.5"),
        tokens_in=Decimal(2_000),
        tokens_out=Decimal(150),
        context_growth=Decimal("0.5"),
        retry_rate=Decimal("0.05"),
        cache_hit_rate=Decimal("0.40"),
        batch_share=Decimal("0.25"),
        flex_share=Decimal("0.10"),
        priority_share=Decimal("0.05"),
        off_peak_share=Decimal("0.20"),
        review=ReviewAssumption(Decimal("0.2"), Decimal(6), Decimal("40.50")),
        steps=StepAssumption(50_000, Decimal(3_000)),
        note="Both brokers’ claims,\nfrom January",
        bounds=(
            Bounds(Driver.VOLUME, Decimal(60_000), Decimal(120_000)),
            Bounds(Driver.REVIEW_SHARE, Decimal("0.1"), Decimal("0.5")),
        ),
        id=1,
    )


def decision() -> Decision:
    """A decision with every field filled; its second condition and threshold have only what they must."""
    return Decision(
        dated=days_before(5),
        outcome=Outcome.CONDITIONS,
        by="The board",
        rationale="The pilot held,\nthe owner is named.",
        conditions=(
            Condition("Bias is tested", "R. Marsh", DUE, ConditionState.MET, "Report 12"),
            Condition("A fallback exists"),
        ),
        thresholds=(
            Threshold(
                "Claims without rework",
                "85%",
                "below 70%",
                "81%",
                LedgerStop(LedgerFigure.UNIT_COST, Decimal("0.60"), "EUR", 4_000),
            ),
            Threshold("Cost a claim"),
        ),
        id=1,
    )


def forecast() -> Forecast:
    """A forecast with every field filled."""
    return Forecast(
        statement="Live by the end of June",
        percent=80,
        due=DUE,
        dated=days_before(11),
        by="A. Okafor",
        outcome=ForecastOutcome.NO,
        resolved=DUE,
        note="The feed came late,\nin July.",
        id=1,
    )


def initiative(code: str = "CLAIMS", initiative_id: int = 1) -> Initiative:
    """An initiative with every field filled."""
    return Initiative(
        code=code,
        name=f"Assistant {code} – Zażółć, Έλεγχος, Проверка",
        summary="Reads a claim & proposes a <queue>.\nA person confirms.",
        business_unit="Motor claims",
        sponsor="A. Okafor",
        stage=Stage.PILOT,
        providers=("Provider A", "Provider B"),
        models=("model-1",),
        target_go_live=date(2026, 9, 1),
        target_volume=40_000,
        unit="claims",
        tags=("claims", "customer"),
        id=initiative_id,
    )


def record() -> InitiativeRecord:
    """An initiative on `two_gates` with two reviews, and one or two of everything else."""
    latest = review(two_gates(), {"owner": 3, "test": 3, "bias": WAIVED})
    rationale = {"funding": Score("funding", rationale="Not yet asked; “next month”.")}
    return InitiativeRecord(
        initiative=initiative(),
        evidence=(
            replace(
                evidence_for("owner", days_old=10, item_id=1),
                reference="https://example.com/a?b=1",
                note="=1+1",
            ),
            replace(evidence_for("test", days_old=40, item_id=2), kind=EvidenceKind.SIGN_OFF),
        ),
        changes=(replace(change(days_old=20), id=1),),
        actions=(
            action_for("test", target_level=3, effort="2.5", action_id=1),
            Action("owner", "Name one owner", status=ActionStatus.DONE, id=2),
        ),
        reviews=(
            replace(review(two_gates(), {"owner": 1}), dated=days_before(90), id=1),
            replace(
                latest,
                reviewer="E. Lindqvist",
                decision_asked="Hold the launch.",
                scores={**latest.scores, **rationale},
                id=2,
            ),
        ),
        ledger=ledger(),
        scenarios=(scenario(),),
        decisions=(decision(),),
        waivers=(replace(waiver_for("owner", days=60), id=1),),
        risk_classes=(replace(risk_class(), id=1),),
        forecasts=(forecast(),),
        meeting=meeting(),
        comments=(replace(comment_on("owner"), id=1), replace(comment_on("owner"), resolved=True, id=2)),
    )


LOGO = b64encode(
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\x00\x00"
).decode()
"""The beginning of a PNG, as much as the domain looks at, in base64."""


def meeting() -> MeetingDetails:
    """Meeting details with every field."""
    return MeetingDetails(
        agenda_item="7.2",
        reference="BP-2026-114",
        meeting="Board of Example Insurance",
        meeting_date=LATER,
        presenter="M. Okafor",
        purpose=Purpose.DECIDE,
        minute="2026-03, item 4",
        classification="For members alone",
    )


def portfolio() -> Portfolio:
    """`record` beside an initiative about which nothing is recorded."""
    empty = InitiativeRecord(Initiative("EMPTY", "Nothing recorded", archived=True, id=2))
    return Portfolio(
        Settings(
            *("Board pack", "Board confidential", "small", "1.0", "GBP"),
            legal_entity="Example Insurance SE",
            accent="#7A1F4B",
            logo=LOGO,
        ),
        (two_gates(),),
        (record(), empty),
        rates(),
        price_books=(price_book(),),
        frameworks=(framework(),),
        ideas=(idea(),),
        capacity=capacity(),
        meetings=PaperMeetings(pack=replace(meeting(), agenda_item="7", purpose=Purpose.NOTE)),
    )


def capacity() -> CapacitySettings:
    """A capacity plan's settings with every field."""
    return CapacitySettings(
        total=Decimal(120),
        until=LATER,
        aim=Aim.LEAST_COST,
        at_least=2,
        unassigned=Decimal("2.5"),
        per_unit=3,
        sharing=Sharing.CAUSES,
        owners=(OwnerCapacity("J. Ito", Decimal(3)), OwnerCapacity("R. Marsh", Decimal("0.5"))),
        after=(Dependency("EMPTY", "CLAIMS"),),
    )


def without_ids(of: InitiativeRecord) -> InitiativeRecord:
    """A record as it is before the store gives it ids."""
    return InitiativeRecord(
        initiative=replace(of.initiative, id=0),
        evidence=tuple(replace(each, id=0) for each in of.evidence),
        changes=tuple(replace(each, id=0) for each in of.changes),
        actions=tuple(replace(each, id=0) for each in of.actions),
        reviews=tuple(replace(each, id=0) for each in of.reviews),
        ledger=Ledger(
            costs=tuple(replace(each, id=0) for each in of.ledger.costs),
            usage=tuple(replace(each, id=0) for each in of.ledger.usage),
            benefits=tuple(replace(each, id=0) for each in of.ledger.benefits),
        ),
        scenarios=tuple(replace(each, id=0) for each in of.scenarios),
        decisions=tuple(replace(each, id=0) for each in of.decisions),
        waivers=tuple(replace(each, id=0) for each in of.waivers),
        risk_classes=tuple(replace(each, id=0) for each in of.risk_classes),
        forecasts=tuple(replace(each, id=0) for each in of.forecasts),
        meeting=of.meeting,
        comments=tuple(replace(each, id=0) for each in of.comments),
    )


def rates_without_ids(of: RateTable) -> RateTable:
    """A table of rates as it is before the store gives it ids."""
    return RateTable(tuple(replace(each, id=0) for each in of.rates))


def books_without_ids(of: tuple[PriceBook, ...]) -> tuple[PriceBook, ...]:
    """Price books as they are before the store gives them and their prices ids."""
    return tuple(
        replace(book, id=0, prices=tuple(replace(price, id=0) for price in book.prices)) for book in of
    )
