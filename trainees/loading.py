"""Loading the audience categories: data, not an enum, because the law behind them is in motion (``domain.md`` 1.3)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from organisations.loading import Tally, read_csv
from trainees.models import AudienceCategory, EndGround

DATA = Path(__file__).parent / "data"
CATEGORIES = DATA / "audience_categories.csv"
END_GROUNDS = DATA / "end_grounds.csv"

# Districts ended on 30 June 2025: what was held goes on, nobody new enters.
DISTRICTS_ENDED = date(2025, 7, 1)
CLOSED = frozenset(
    {"legal_reporter_district", "district_culture_info_staff", "district_culture_centre_staff"}
)


@transaction.atomic
def load_categories(path: Path = CATEGORIES) -> Tally:
    """The master list in its order, and the grounds on which a recognition ends. Counts the categories.

    Running it again writes what differs and nothing else. A category that the office has changed on the screen
    (``edited_at``) is the office's: it is left as it is.
    """
    known = {category.code: category for category in AudienceCategory.objects.all()}
    tally = Tally()
    for position, row in enumerate(read_csv(path), start=1):
        category = known.get(row["code"]) or AudienceCategory(code=row["code"])
        if category.edited_at:
            tally.unchanged += 1
        else:
            _write(category, _values(row, position), tally)
    load_end_grounds()
    return tally


@transaction.atomic
def load_end_grounds(path: Path = END_GROUNDS) -> Tally:
    """Why a recognition may end; ``*`` is every category. No screen changes them, so the file is right."""
    known = {ground.code: ground for ground in EndGround.objects.all()}
    tally = Tally()
    for position, row in enumerate(read_csv(path), start=1):
        ground = known.get(row["code"]) or EndGround(code=row["code"])
        said = {name: row[name] for name in ("kind", "label", "source")}
        _write(ground, said | {"position": position}, tally)
        ground.categories.set(_applies_to(ground, row["categories"]))
    return tally


def _applies_to(ground: EndGround, named: str) -> set[AudienceCategory]:
    """The categories the file names, and of those the office changed, the ones it chose itself."""
    unedited = AudienceCategory.objects.filter(edited_at__isnull=True)
    wanted = unedited if named == "*" else unedited.filter(code__in=named.split())
    return {*wanted, *ground.categories.filter(edited_at__isnull=False)}


def _values(row: dict[str, str], position: int) -> dict[str, Any]:
    return {
        "label": row["label_vi"],
        "group": row["group"],
        "source": row["source"],
        "evidence": row["evidence"],
        "closed_from": DISTRICTS_ENDED if row["code"] in CLOSED else None,
        "recognised_by": row["recognised_by"],
        "needs_decision": row["needs_decision"] == "yes",
        "is_public": row["is_public"] == "yes",
        "position": position,
    }


def _write(row: AudienceCategory | EndGround, values: dict[str, Any], tally: Tally) -> None:
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        tally.unchanged += 1
        return
    tally.created += not row.pk
    tally.updated += bool(row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
