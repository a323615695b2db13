"""Loading the provincial plans: their tasks, the words of the plan and what these resolve to."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models, transaction

from courses.models import PartyRole, PlanTask, PlanTaskParty, TrainingPlan
from courses.plan_phrases import is_open, kind_of, task_code, years_of
from organisations.loading import Tally
from organisations.models import AdministrativeUnit, Organisation

DATA = Path(__file__).parent.parent / "data"


@dataclass
class PlansLoaded:
    """``unresolved``: phrases that name one agency which is not in the directory on the plan's day."""

    plans: Tally = field(default_factory=Tally)
    tasks: Tally = field(default_factory=Tally)
    parties: Tally = field(default_factory=Tally)
    unresolved: list[str] = field(default_factory=list)


@transaction.atomic
def load(directory: Path = DATA) -> PlansLoaded:
    """Both plans of ``plan_tasks.json``. What the office typed (targets, funding) is never touched.

    Raises: AdministrativeUnit.DoesNotExist, before load_units.
    """
    stated = json.loads((directory / "plan_tasks.json").read_text(encoding="utf-8"))
    facts = json.loads((directory / "plans.json").read_text(encoding="utf-8"))
    done = PlansLoaded()
    for key, plan_facts in facts.items():
        plan = _load_plan(plan_facts, stated["plans"][key], done.plans)
        as_of = date.fromisoformat(plan_facts["as_of"])
        tasks = [task for task in stated["tasks"] if task["plan"] == key]
        for position, words in enumerate(tasks, start=1):
            task = _load_task(plan, words, position, done.tasks)
            _load_parties(task, words, as_of, done)
    return done


def _load_plan(facts: dict[str, str], stated: dict[str, Any], tally: Tally) -> TrainingPlan:
    as_of = date.fromisoformat(facts["as_of"])
    provinces = AdministrativeUnit.objects.provinces().valid_on(as_of)
    values = {
        "province": provinces.get(code=facts["province"]),
        "number": stated["number"] or "",
        "title": facts["title"],
        "issuer": stated["issuer"],
        "issued_on": date.fromisoformat(stated["date"]) if stated["date"] else None,
        "is_date_certain": stated.get("date_certain", bool(stated["date"])),
        "signed_as": stated["signed_as"] or "",
        "signer": stated["signer"] or "",
    }
    plan = TrainingPlan.objects.filter(code=facts["code"]).first()
    return _write(plan or TrainingPlan(code=facts["code"]), values, tally)


def _load_task(plan: TrainingPlan, words: dict[str, Any], position: int, tally: Tally) -> PlanTask:
    code = task_code(words["code"])
    years = years_of(words["time"])
    values = {
        "group": words["group"],
        "title": words["title"],
        "content": words["content"],
        "time": words["time"],
        "position": position,
        "starts_in": years.first,
        "ends_in": years.last,
    }
    return _write(
        plan.tasks.filter(code=code).first() or PlanTask(plan=plan, code=code), values, tally
    )


def _load_parties(task: PlanTask, words: dict[str, Any], as_of: date, done: PlansLoaded) -> None:
    known = {(party.role, party.position): party for party in task.parties.all()}
    for role, phrases in ((PartyRole.LEAD, words["lead"]), (PartyRole.COORDINATOR, words["coord"])):
        for position, phrase in enumerate(phrases, start=1):
            party = known.get((role, position)) or PlanTaskParty(
                task=task, role=role, position=position
            )
            values = {"stated": phrase, **resolved(phrase, task.plan, as_of)}
            _write(party, values, done.parties)
            if not (party.kind or party.organisation_id or is_open(phrase)):
                done.unresolved.append(f"{task.plan.code} {task.code}: {phrase}")


def resolved(phrase: str, plan: TrainingPlan, as_of: date) -> dict[str, Any]:
    """``kind`` or ``organisation`` of a phrase. A name that two agencies bear on the day stays open."""
    kind = kind_of(phrase)
    if kind:
        return {"kind": kind, "organisation": None}
    there = Organisation.objects.in_provinces(frozenset({plan.province_id})).valid_on(as_of)
    named = list(there.matching(phrase)[:2])
    return {"kind": "", "organisation": named[0] if len(named) == 1 else None}


def _write(row: Any, values: dict[str, Any], tally: Tally) -> Any:
    """Save ``row`` when it is new or differs, and count it."""
    if row.pk and all(_same(row, name, value) for name, value in values.items()):
        tally.unchanged += 1
        return row
    tally.created += not row.pk
    tally.updated += bool(row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def _same(row: models.Model, name: str, value: Any) -> bool:
    """Foreign keys are compared by their id: no row is fetched only to be compared."""
    if isinstance(value, models.Model):
        return getattr(row, f"{name}_id") == value.pk
    return bool(getattr(row, name) == value)
