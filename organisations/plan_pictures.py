"""One merge or split of a plan as a picture, the way the page of a unit draws its life."""

from organisations.life import Node, Picture, picture, span_words
from organisations.models import AdministrativeUnit, PlannedUnit, PlannedUnitLink, Reorganisation


def picture_of(decree: Reorganisation, wanted: str) -> Picture | None:
    """``wanted`` is ``<level>-<code>`` of a new unit; without it the first split, else the widest merge."""
    going_on = decree.unit_links.for_list().exclude(successor=None)
    links = list(going_on.order_by("predecessor__code", "successor__code"))
    by_new: dict[int, list[PlannedUnitLink]] = {}
    by_old: dict[int, list[PlannedUnitLink]] = {}
    for link in links:
        by_new.setdefault(link.successor_id or 0, []).append(link)
        by_old.setdefault(link.predecessor_id, []).append(link)
    for ways in by_new.values():
        if wanted and wanted == _key(ways[0].successor):
            return _merge(decree, ways)
    split = next((ways for ways in by_old.values() if len(ways) > 1), None)
    if split:
        return _split(decree, split)
    widest = max(by_new.values(), key=len, default=None)
    return _merge(decree, widest) if widest else None


def _merge(decree: Reorganisation, ways: list[PlannedUnitLink]) -> Picture | None:
    new: PlannedUnit = ways[0].successor  # type: ignore[assignment]
    middle = Node(new.name, span_words(decree.effective_on, None))
    return picture([_old(decree, link.predecessor) for link in ways], middle, [])


def _split(decree: Reorganisation, ways: list[PlannedUnitLink]) -> Picture | None:
    old = ways[0].predecessor
    after = [
        Node(
            link.successor.name,
            span_words(decree.effective_on, None),
            f"?hinh={_key(link.successor)}",
        )
        for link in ways
        if link.successor
    ]
    return picture([], Node(old.name, span_words(old.valid_from, decree.eve)), after)


def _old(decree: Reorganisation, unit: AdministrativeUnit) -> Node:
    return Node(unit.name, span_words(unit.valid_from, decree.eve), unit.get_absolute_url())


def _key(unit: PlannedUnit | None) -> str:
    return f"{unit.level}-{unit.code}" if unit else ""
