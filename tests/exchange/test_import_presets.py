"""Presets of vendors' downloads: each is recognised by its columns, and read whole."""

from decimal import Decimal

import pytest

from fivegates.actions.importing.presets import all_presets
from fivegates.domain.economics.ledger import CostLine, UsageLine
from fivegates.domain.errors import DataError
from fivegates.exchange.ledger.preview import Chosen, ImportPreview
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.table_import import read_plain
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
        ("2026-03", "model and tokens", Decimal("1.50"), "USD", "Claude Opus 4.6")
    ]


def test_anthropic_usage_of_an_older_form_is_added_up() -> None:
    row = "2026-03-04,model-large,key-a,Default,standard,40000,1000,900000,5000,0"

    assert usage(read(LineKind.USAGE, ANTHROPIC_USAGE, row)) == [
        ("model-large", None, 941_000, 900_000, 5_000)
    ]


@pytest.mark.parametrize(
    ("header", "row", "requests"),
    [
        (LITELLM, "r1,acompletion,k,0.25,150,100,50,2026-03-04 10:00:00,2026-03-04 10:00:01,m,u,{},t", None),
        (LITELLM_DAILY, "i,t,2026-03-04,k,m,g,openai,100,50,0.25,7", 7),
    ],
)
def test_litellm_spend_is_read_as_costs_and_as_usage(header: str, row: str, requests: int | None) -> None:
    assert [cost[2:4] for cost in costs(read(LineKind.COSTS, header, row))] == [(Decimal("0.25"), "USD")]
    assert usage(read(LineKind.USAGE, header, row)) == [("m", requests, 100, None, 50)]


def test_langfuse_observations_are_read_as_costs_and_as_usage() -> None:
    row = "o,t,GENERATION,2026-03-04T10:00:00.000Z,2026-03-04T10:00:02.000Z,n,m,100,50,150,0.25,triage"
    span = "o,t,SPAN,2026-03-04T10:00:00.000Z,2026-03-04T10:00:02.000Z,n,,,,,,triage"

    assert [cost[2:] for cost in costs(read(LineKind.COSTS, LANGFUSE, row, span))] == [
        (Decimal("0.25"), "USD", "m")
    ]
    assert usage(read(LineKind.USAGE, LANGFUSE, row, span)) == [("m", None, 100, None, 50)]


@pytest.mark.parametrize("header", [OPENAI_USAGE, ANTHROPIC_COSTS, ANTHROPIC_USAGE, LITELLM, LANGFUSE])
def test_every_vendor_is_recognised_and_no_other_table(header: str) -> None:
    presets = all_presets([])

    assert fitting(presets, header.split(",")) is not None
    assert fitting(presets, ["initiative", "date", "amount", "currency"]) is None


def test_a_preset_is_written_as_it_is_read() -> None:
    preset = Preset(
        "costs.csv",
        LineKind.COSTS,
        ("a", "b"),
        {"date": "a", "amount": "b + c"},
        {"phase": "run"},
        ("b",),
    )

    assert read_presets(write_presets([preset]), "p.toml") == (preset,)
    assert read_presets(write_presets([]), "p.toml") == ()


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("known_by = []", "Name the columns"),
        ('columns = ["date"]', "Write each as field = value."),
        ('columns = ["colour = red"]', "There is no field “colour”."),
        ('kind = "usages"', "“usages” is not known here"),
    ],
)
def test_a_faulty_preset_is_told(field: str, told: str) -> None:
    fields = {"name": 'name = "x"', "kind": 'kind = "costs"', "known_by": 'known_by = ["a"]'}
    fields[field.split(" ", maxsplit=1)[0]] = field
    text = "\n".join(["[[preset]]", *fields.values()])

    with pytest.raises(DataError, match=told):
        read_presets(text.encode(), "p.toml")
