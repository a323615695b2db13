"""What rosters, identity work, networks, notices and decrees leave behind: one of each for a corner."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from notices.models import Mail, Notice
from organisations.models import Reorganisation
from tests import make
from trainees.actions import duplicates, id_numbers, merges
from trainees.models import DuplicatePair, RosterList, Spokesperson

ID_NUMBERS = {
    "own": "012185000111",
    "other agency": "012185000222",
    "other province": "068185000333",
}
ROW = {"row_number": 7, "full_name": "", "cells": {"full_name": "B7"}, "problems": []}


def records(corner: Any) -> dict[str, str]:
    """The public token of each, by the beginning of the address names that take it."""
    id_numbers.record(corner.person, ID_NUMBERS[corner.relation], corner.by)
    return {
        "roster": _roster(corner),
        "duplicate_propose": corner.person.token,
        "duplicate": _pair(corner),
        "merge_undo": _merge(corner),
        "spokesperson": _spokesperson(corner),
        "notice": _notice(corner),
        "mail": _mail(corner),
        **dict.fromkeys(("reorganisation", "planned"), _decree(corner)),
    }


def _roster(corner: Any) -> str:
    content = "".join(corner.marked("roster", "content").values())
    stored_as = storages["private"].save("rosters/one.xlsx", ContentFile(content.encode()))
    name = corner.marked("roster", "name")["name"]
    return RosterList.objects.create(
        organisation=corner.agency,
        stored_as=stored_as,
        sha256=f"{make.serial():064d}",
        rows=[{**ROW, "full_name": name}],
        uploaded_by=corner.colleague,
        **corner.marked("roster", "file_name"),
    ).token


def _pair(corner: Any) -> str:
    twin = make.trainee(organisation=corner.agency, **corner.marked("twin"))
    pair = duplicates.propose(corner.person, twin, by=corner.by, reason="Cùng tên")
    return DuplicatePair.objects.get(pk=pair.pk).token


def _merge(corner: Any) -> str:
    old = make.trainee(organisation=corner.agency, **corner.marked("merged"))
    kept = make.trainee(organisation=corner.agency, **corner.marked("kept"))
    return merges.merge(kept, old, by=corner.by, reason="Cùng một người").token


def _spokesperson(corner: Any) -> str:
    category = make.category("spokesperson", "Người phát ngôn", "spokesperson")
    speaker = make.trainee(organisation=corner.agency, categories=[category])
    recognition = speaker.recognitions.get()
    recognition.decision_number, recognition.decided_on = "1/QĐ", date(2026, 1, 5)
    recognition.save()
    contact = corner.marked("speaker", "phone", "email", "position")
    return Spokesperson.objects.create(
        recognition=recognition, organisation=corner.agency, **contact
    ).token


def _notice(corner: Any) -> str:
    return Notice.objects.create(
        recipient=corner.learner, kind="confirmed", **corner.marked("notice", "subject", "body")
    ).token


def _mail(corner: Any) -> str:
    letter = corner.marked("letter", "subject", "body", "email")
    return Mail.objects.create(
        province=corner.lead.unit.province,
        kind="confirmed",
        to=letter.pop("email"),
        state="failed",
        **letter,
    ).token


def _decree(corner: Any) -> str:
    """A draft with one line of each kind, named by the codes of the corner's own unit and agency."""
    decree = Reorganisation.objects.create(
        province=corner.lead.unit.province,
        number="1/NQ",
        title="Sắp xếp",
        issuer="UBTVQH",
        effective_on=date(2027, 1, 1),
        created_by=corner.by,
    )
    agency, unit = corner.agency, corner.agency.unit
    new_unit = decree.planned_units.create(level=unit.level, code=unit.code, name="Mới")
    decree.unit_links.create(predecessor=unit, successor=new_unit)
    new_agency = decree.planned_organisations.create(
        code=agency.code, name="Cơ quan mới", kind=agency.kind, planned_unit=new_unit
    )
    decree.organisation_links.create(predecessor=agency, successor=new_agency)
    return decree.token
