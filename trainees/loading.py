"""Loading the audience categories: data, not an enum, because the law behind them is in motion (``domain.md`` 1.3)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from organisations.loading import Tally, read_csv
from trainees.models import AudienceCategory

CATEGORIES = Path(__file__).parent / "data" / "audience_categories.csv"

# Districts ended on 30 June 2025: what was held goes on, nobody new enters.
DISTRICTS_ENDED = date(2025, 7, 1)
CLOSED = frozenset(
    {"legal_reporter_district", "district_culture_info_staff", "district_culture_centre_staff"}
)


@transaction.atomic
def load_categories(path: Path = CATEGORIES) -> Tally:
    """The master list in its order. Running it again writes what differs and nothing else."""
    known = {category.code: category for category in AudienceCategory.objects.all()}
    tally = Tally()
    for position, row in enumerate(read_csv(path), start=1):
        category = known.get(row["code"]) or AudienceCategory(code=row["code"])
        _write(category, _values(row, position), tally)
    return tally


def _values(row: dict[str, str], position: int) -> dict[str, Any]:
    return {
        "label": row["label_vi"],
        "group": row["group"],
        "source": row["source"],
        "evidence": row["evidence"],
        "closed_from": DISTRICTS_ENDED if row["code"] in CLOSED else None,
        "position": position,
    }


def _write(category: AudienceCategory, values: dict[str, Any], tally: Tally) -> None:
    if category.pk and all(getattr(category, name) == value for name, value in values.items()):
        tally.unchanged += 1
        return
    tally.created += not category.pk
    tally.updated += bool(category.pk)
    for name, value in values.items():
        setattr(category, name, value)
    category.save()
