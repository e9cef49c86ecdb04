"""Presets of vendors' downloads: each is recognised by its columns, and read whole."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fivegates.actions.importing.presets import all_presets
from fivegates.domain.economics.ledger import Behaviour, CostCategory, CostLine, Phase, UsageLine
from fivegates.domain.errors import DataError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.preview import Chosen, Draft, ImportPreview
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.table_import import read_plain
from fivegates.exchange.ledger.tables.month_sums import MonthSums
from fivegates.exchange.ledger.tables.presets import Preset, fitting, read_presets, write_presets

OPENAI_USAGE = (
    "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,"
    "service_tier,input_tokens,output_tokens,input_cached_tokens,input_audio_tokens,output_audio_tokens"
)
ANTHROPIC_COSTS = (
    "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,"
    "cost_usd,list_price_usd,cost_type"
)
ANTHROPIC_USAGE = (
    "usage_date_utc,model_version,api_key,workspace,usage_type,usage_input_tokens_no_cache,"
    "usage_input_tokens_cache_write,usage_input_tokens_cache_read,usage_output_tokens,web_search_count"
)
LITELLM = (
    "request_id,call_type,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,model,"
    "user,metadata,team_id"
)
LITELLM_DAILY = (
    "id,team_id,date,api_key,model,model_group,custom_llm_provider,prompt_tokens,"
    "completion_tokens,spend,api_requests"
)
LANGFUSE = (
    "id,traceId,type,startTime,endTime,name,model,inputUsage,outputUsage,totalUsage,totalCost,traceName"
)


def read(kind: LineKind, header: str, *rows: str) -> ImportPreview:
    data = "\n".join([header, *rows, ""]).encode()
    return read_plain(data, "vendor.csv", kind, ["CLAIMS"], chosen=Chosen(), presets=all_presets(["CLAIMS"]))


def costs(preview: ImportPreview) -> list[tuple[str, str, Decimal, str, str]]:
    assert not preview.refused
    lines = [draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)]
    return [(str(line.month), line.category.value, line.amount, line.currency, line.note) for line in lines]


def usage(preview: ImportPreview) -> list[tuple[str, int | None, int | None, int | None, int | None]]:
    assert not preview.refused
    lines = [draft.line for draft in preview.drafts if isinstance(draft.line, UsageLine)]
    return [
        (line.model, line.requests, line.tokens_in, line.tokens_cached, line.tokens_out) for line in lines
    ]


def test_openai_usage_counts_cached_tokens_within_the_input_and_has_rows_for_empty_days() -> None:
    start = "1772582400,1772668800,2026-03-04T00:00:00+00:00,2026-03-05T00:00:00+00:00"

    preview = read(
        LineKind.USAGE,
        OPENAI_USAGE,
        f"{start},p,12.0,u,k,model-nano,FALSE,default,5000.0,700.0,1000.0,0,0",
        f"{start},,,,,,,,,,,,",
    )

    assert usage(preview) == [("model-nano", 12, 5000, 1000, 700)]


def test_anthropic_costs_are_in_dollars_by_model() -> None:
    row = "2026-03-15,Claude Opus 4.6,Default,OB-1,message,≤ 200k,input_no_cache,1.50,1.50,token"

    assert costs(read(LineKind.COSTS, ANTHROPIC_COSTS, row)) == [
        ("2026-03", "model and tokens", Decimal("1.50"), "USD", "Claude Opus 4.6, input_no_cache")
    ]


def test_anthropic_usage_of_an_older_form_is_added_up() -> None:
    row = "2026-03-04,model-large,key-a,Default,standard,40000,1000,900000,5000,0"

    assert usage(read(LineKind.USAGE, ANTHROPIC_USAGE, row)) == [
        ("model-large", None, 941_000, 900_000, 5_000)
    ]


@pytest.mark.parametrize(
    ("header", "row", "requests"),
    [
        (LITELLM, "r1,acompletion,k,0.25,150,100,50,2026-03-04 10:00:00,2026-03-04 10:00:01,m,u,{},t", 1),
        (LITELLM_DAILY, "i,t,2026-03-04,k,m,g,openai,100,50,0.25,7", 7),
    ],
)
def test_litellm_spend_is_read_as_costs_and_as_usage(header: str, row: str, requests: int) -> None:
    assert [cost[2:4] for cost in costs(read(LineKind.COSTS, header, row))] == [(Decimal("0.25"), "USD")]
    assert usage(read(LineKind.USAGE, header, row)) == [("m", requests, 100, None, 50)]


def test_langfuse_observations_are_read_as_costs_and_as_usage() -> None:
    row = "o,t,GENERATION,2026-03-04T10:00:00.000Z,2026-03-04T10:00:02.000Z,n,m,100,50,150,0.25,triage"
    span = "o,t,SPAN,2026-03-04T10:00:00.000Z,2026-03-04T10:00:02.000Z,n,,,,,,triage"

    assert [cost[2:] for cost in costs(read(LineKind.COSTS, LANGFUSE, row, span))] == [
        (Decimal("0.25"), "USD", "m")
    ]
    assert usage(read(LineKind.USAGE, LANGFUSE, row, span)) == [("m", 1, 100, None, 50)]


def test_rows_of_single_requests_are_added_up_by_month() -> None:
    row = "r{},acompletion,k,{},150,100,50,2026-03-{:02} 10:00:00,,{},u,{{}},t"
    rows = [row.format(day, f"0.{day:02}", day, "b" if day == 5 else "a") for day in range(1, 6)]

    spent, used = read(LineKind.COSTS, LITELLM, *rows), read(LineKind.USAGE, LITELLM, *rows)
    assert [(each[2], each[4]) for each in costs(spent)] == [(Decimal("0.10"), "a"), (Decimal("0.05"), "b")]
    assert [(draft.row, draft.rows) for draft in spent.drafts] == [(2, 4), (6, 1)]
    assert usage(used) == [("a", 4, 400, None, 200), ("b", 1, 100, None, 50)]
    assert "its rows are added up by month" in [each.text(ENGLISH) for each in used.detected.remarks]
    again = read(LineKind.COSTS, LITELLM, *reversed(rows))
    assert {draft.line.fingerprint for draft in again.drafts} == {
        draft.line.fingerprint for draft in spent.drafts
    }
    fewer = read(LineKind.COSTS, LITELLM, *rows[1:])
    assert fewer.drafts[0].line.fingerprint != spent.drafts[0].line.fingerprint


def test_what_some_rows_do_not_count_is_left_out_of_the_sum() -> None:
    rows = ["i,t,2026-03-04,k,m,g,o,100,,0.25,7", "i,t,2026-03-05,k,m,g,o,50,,0.25,2"]

    assert usage(read(LineKind.USAGE, LITELLM_DAILY, *rows)) == [("m", 9, 150, None, None)]


def test_billed_amounts_are_added_up_beside() -> None:
    sums = MonthSums()
    for billed in (None, Decimal(3), None):
        line = CostLine(
            date(2026, 3, 2), CostCategory.MODEL, Decimal(1), "EUR", Phase.RUN, Behaviour.FIXED, billed=billed
        )
        sums.add(Draft("A", replace(line, fingerprint="0f"), 2))

    (draft,) = sums.drafts()
    assert isinstance(draft.line, CostLine)
    assert (draft.line.amount, draft.line.billed) == (Decimal(3), Decimal(5))


CLOUDS = {
    "AWS CUR 2.0": (
        "line_item_usage_start_date,line_item_unblended_cost,line_item_currency_code,line_item_product_code,x",
        "2026-03-04T01:00:00.000Z,{},USD,AmazonBedrock,",
    ),
    "Azure cost export": (
        "Date,CostInBillingCurrency,BillingCurrencyCode,MeterCategory,SubscriptionName",
        "03/14/2026,{},USD,Foundry Models,prod",
    ),
    "Google Cloud billing export": (
        "usage_start_time,cost,currency,service.description,sku.description,project.id",
        "2026-03-04 01:00:00 UTC,{},USD,Vertex AI,Tokens,prod",
    ),
}


@pytest.mark.parametrize("name", CLOUDS)
def test_exports_of_clouds_in_their_own_columns_are_added_up_and_named(name: str) -> None:
    header, row = CLOUDS[name]
    preview = read(LineKind.COSTS, header, row.format("0.1"), row.format("0.0000000001"))

    assert [cost[2:4] for cost in costs(preview)] == [(Decimal("0.1000000001"), "USD")]
    recognised, way = [each.text(ENGLISH) for each in preview.detected.remarks][:2]
    assert recognised == f"recognised as {name}"
    assert "not FOCUS" in way


@pytest.mark.parametrize("header", [OPENAI_USAGE, ANTHROPIC_COSTS, ANTHROPIC_USAGE, LITELLM, LANGFUSE])
def test_every_vendor_is_recognised_and_no_other_table(header: str) -> None:
    presets = all_presets([])

    assert fitting(presets, header.split(",")) is not None
    assert fitting(presets, ["initiative", "date", "amount", "currency"]) is None


def test_every_preset_says_where_its_columns_are_documented_or_that_they_are_not_verified() -> None:
    for preset in all_presets([]):
        assert "2026-11-30" in preset.source, preset.name


def test_a_preset_is_written_as_it_is_read() -> None:
    preset = Preset(
        "costs.csv",
        LineKind.COSTS,
        ("a", "b"),
        {"date": "a", "amount": "b + c"},
        {"phase": "run"},
        ("b",),
        by_month=True,
        source="The vendor's manual",
    )

    assert read_presets(write_presets([preset]), "p.toml") == (preset,)
    assert read_presets(write_presets([]), "p.toml") == ()


@pytest.mark.parametrize(
    ("field", "reported"),
    [
        ("known_by = []", "Name the columns"),
        ('columns = ["date"]', "Write each as field = value."),
        ('columns = ["colour = red"]', "There is no field “colour”."),
        ('kind = "usages"', "“usages” is not known here"),
    ],
)
def test_a_faulty_preset_is_reported(field: str, reported: str) -> None:
    fields = {"name": 'name = "x"', "kind": 'kind = "costs"', "known_by": 'known_by = ["a"]'}
    fields[field.split(" ", maxsplit=1)[0]] = field
    text = "\n".join(["[[preset]]", *fields.values()])

    with pytest.raises(DataError, match=reported):
        read_presets(text.encode(), "p.toml")
