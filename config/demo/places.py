"""The agencies of one province on one day, found as an office finds them: by name and date."""

from datetime import date
from random import Random

from organisations.models import AdministrativeUnit, Organisation, OrganisationKind

KEY_PLACES = {
    "justice": "Sở Tư pháp",
    "culture": "Sở Văn hóa, Thể thao và Du lịch",
}


class Places:
    """Agencies of the province with code ``province`` that existed on ``day``."""

    def __init__(self, province: str, day: date) -> None:
        self.day = day
        self.province = AdministrativeUnit.objects.valid_on(day).provinces().get(code=province)
        agencies = Organisation.objects.in_provinces(frozenset({self.province.pk})).valid_on(day)
        self.agencies = agencies.order_by("code")
        self._by_kind: dict[str, list[Organisation]] = {}

    def one(self, name: str) -> Organisation:
        """The agency of the province itself with this name."""
        return self.agencies.matching(name).filter(unit=self.province).get()

    def of_kind(self, kind: str) -> list[Organisation]:
        if kind not in self._by_kind:
            self._by_kind[kind] = list(self.agencies.filter(kind=kind))
        return self._by_kind[kind]

    def any(self, chance: Random, *kinds: str) -> Organisation:
        pool = [agency for kind in kinds for agency in self.of_kind(kind)]
        return chance.choice(pool)

    def key_places(self) -> dict[str, Organisation]:
        """The agencies of the cast: Justice, Culture, the newspaper, and one commune."""
        named = {key: self.one(name) for key, name in KEY_PLACES.items()}
        return {
            **named,
            "press": self.of_kind(OrganisationKind.PRESS)[0],
            "commune": self.of_kind(OrganisationKind.COMMUNE_COMMITTEE)[0],
        }
