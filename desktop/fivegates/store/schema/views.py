"""Version 6: views named after the questions that people ask of a portfolio with SQL.

The rubric is JSON. Of SQLite's functions for it only json_each may be used where the schema is not trusted,
as on our own connections: SQLite 3.40 refuses json_extract and ->> there.

What depends on every rule of the verdict, the ledger's included, is no view: a path to ready, or the
effective level of a criterion, worked out in SQL would differ from the program's one day.
"""

from typing import Final


def _field(name: str) -> str:
    """Return the SQL for a field of a criterion, from its rows of json_each."""
    return f"max(CASE field.key WHEN '{name}' THEN field.value END)"


_CRITERIA: Final = f"""
CREATE VIEW criteria AS
SELECT rubric.id AS rubric_id, rubric.version AS rubric_version, criterion.key + 1 AS number,
    {_field("id")} AS criterion, {_field("gate")} AS gate, {_field("title")} AS title,
    {_field("required")} AS required, {_field("weight")} AS weight,
    {_field("validity_days")} AS validity_days, {_field("voided_by")} AS voided_by,
    {_field("next_step")} AS next_step
FROM rubric JOIN json_each(rubric.content, '$.criterion') AS criterion
JOIN json_each(criterion.value) AS field
GROUP BY rubric.id, rubric.version, criterion.key
ORDER BY rubric.id, rubric.version, criterion.key;
"""  # noqa: S608 - names of this file

WHY_NOT_READY: Final = """
CREATE VIEW why_not_ready AS
SELECT initiative.code, initiative.name, latest_review.dated AS reviewed, review_verdict.verdict,
    gate_verdict.number AS gate_number, gate_verdict.name AS gate, gate_verdict.state AS gate_state,
    round(1.0 * gate_verdict.score_numerator / gate_verdict.score_denominator, 1) AS gate_score_percent,
    (SELECT group_concat(title, '; ') FROM (
        SELECT criteria.title FROM criteria
        LEFT JOIN score ON score.review_id = review.id AND score.criterion = criteria.criterion
        WHERE criteria.rubric_id = review.rubric_id AND criteria.rubric_version = review.rubric_version
        AND criteria.gate = gate_verdict.gate
        AND score.level IS NULL AND score.not_applicable_reason IS NULL
        ORDER BY criteria.number
    )) AS criteria_not_answered,
    (SELECT group_concat(title || ' (' || level || ')', '; ') FROM (
        SELECT criteria.title, score.level FROM criteria
        JOIN score ON score.review_id = review.id AND score.criterion = criteria.criterion
        WHERE criteria.rubric_id = review.rubric_id AND criteria.rubric_version = review.rubric_version
        AND criteria.gate = gate_verdict.gate AND score.level < pass_level.value
        ORDER BY criteria.number
    )) AS criteria_claimed_below_pass_level
FROM initiative
JOIN latest_review ON latest_review.initiative_id = initiative.id
JOIN review ON review.id = latest_review.review_id
JOIN review_verdict ON review_verdict.review_id = review.id
JOIN gate_verdict ON gate_verdict.review_id = review.id
JOIN rubric ON rubric.id = review.rubric_id AND rubric.version = review.rubric_version
JOIN json_each(rubric.content, '$.thresholds.pass_level') AS pass_level
WHERE NOT initiative.archived AND review_verdict.verdict <> 'ready' AND gate_verdict.state <> 'open'
ORDER BY initiative.name, initiative.code, gate_verdict.number;
"""

EVIDENCE_THAT_LAPSES: Final = """
CREATE VIEW evidence_that_lapses AS
SELECT code, name, criterion, criterion_title, claimed_level, kind, title, dated, validity_days, voided_on,
    min(valid_until, coalesce(date(voided_on, '-1 day'), valid_until)) AS last_valid_day
FROM (
    SELECT initiative.code, initiative.name, evidence.criterion, criteria.title AS criterion_title,
        score.level AS claimed_level, evidence.kind, evidence.title, evidence.dated, criteria.validity_days,
        coalesce(date(evidence.dated, '+' || criteria.validity_days || ' days'), '9999-12-31') AS valid_until,
        (SELECT min(change.dated) FROM change
            WHERE change.initiative_id = initiative.id AND change.dated > evidence.dated
            AND instr(criteria.voided_by, '"' || change.kind || '"')) AS voided_on
    FROM initiative
    JOIN latest_review ON latest_review.initiative_id = initiative.id
    JOIN review ON review.id = latest_review.review_id
    JOIN rubric ON rubric.id = review.rubric_id AND rubric.version = review.rubric_version
    JOIN json_each(rubric.content, '$.thresholds.proof_from') AS proof_from
    JOIN score ON score.review_id = review.id AND score.level >= proof_from.value
    JOIN criteria ON criteria.rubric_id = review.rubric_id
        AND criteria.rubric_version = review.rubric_version AND criteria.criterion = score.criterion
    JOIN evidence ON evidence.id = (
        SELECT newest.id FROM evidence AS newest
        WHERE newest.initiative_id = initiative.id AND newest.criterion = score.criterion
        ORDER BY newest.dated DESC, newest.title DESC, newest.id DESC LIMIT 1
    )
    WHERE NOT initiative.archived
)
WHERE last_valid_day < '9999-12-31'
ORDER BY last_valid_day, code, criterion;
"""

_OPEN_ACTIONS: Final = """
DROP VIEW open_actions;
CREATE VIEW open_actions_by_owner AS
SELECT "action".owner, initiative.code, initiative.name, "action".criterion, "action".title, "action".due,
    "action".target_level, "action".effort_tenths / 10.0 AS effort_person_days
FROM "action" JOIN initiative ON initiative.id = "action".initiative_id
WHERE "action".status = 'open'
ORDER BY "action".owner = '', "action".owner, "action".due IS NULL, "action".due, initiative.code;
"""

_DECISIONS: Final = """
CREATE VIEW decisions_and_conditions AS
SELECT decision.dated, initiative.code, initiative.name, decision.outcome, decision."by",
    condition.number AS condition_number, condition.text AS condition, condition.owner AS condition_owner,
    condition.due AS condition_due, condition.state AS condition_state, condition.note AS condition_note
FROM decision JOIN initiative ON initiative.id = decision.initiative_id
LEFT JOIN condition ON condition.decision_id = decision.id
ORDER BY decision.dated DESC, decision.id DESC, condition.number;
"""

V6_VIEWS: Final = _CRITERIA + WHY_NOT_READY + EVIDENCE_THAT_LAPSES + _OPEN_ACTIONS + _DECISIONS
