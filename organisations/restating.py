"""Which unit of today a unit of the past went into."""

from collections import defaultdict

from organisations.models import AdministrativeUnit, SuccessionRelation, UnitSuccession


def restate() -> int:
    """Recompute ``AdministrativeUnit.today`` from the successions. Returns how many rows changed."""
    successors: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for old, new, relation in UnitSuccession.objects.values_list(
        "predecessor_id", "successor_id", "relation"
    ):
        successors[old].append((new, relation))
    changed = []
    for unit in AdministrativeUnit.objects.all():
        today = successor_of_today(unit.pk, successors)
        if today != unit.today_id:
            unit.today_id = today
            changed.append(unit)
    AdministrativeUnit.objects.bulk_update(changed, ["today"], batch_size=500)
    return len(changed)


def successor_of_today(unit: int, successors: dict[int, list[tuple[int, str]]]) -> int | None:
    """Follow whole successions to their end; None for a unit in force, and wherever the way splits."""
    at, end = unit, None
    seen = {unit}
    while at in successors:
        ways = successors[at]
        if len(ways) > 1 or ways[0][1] == SuccessionRelation.PART or ways[0][0] in seen:
            return None
        at = end = ways[0][0]
        seen.add(at)
    return end
