"""Units and agencies over time, and the decrees that reorganise them."""

from organisations.models.directory import (
    NOT_RECORDED,
    AdministrativeUnit,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    OrganisationSuccession,
    SuccessionRelation,
    UnitLevel,
    UnitSuccession,
)
from organisations.models.reorganisations import (
    PlannedOrganisation,
    PlannedOrganisationLink,
    PlannedUnit,
    PlannedUnitLink,
    Reorganisation,
)

__all__ = [
    "NOT_RECORDED",
    "AdministrativeUnit",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "OrganisationSuccession",
    "PlannedOrganisation",
    "PlannedOrganisationLink",
    "PlannedUnit",
    "PlannedUnitLink",
    "Reorganisation",
    "SuccessionRelation",
    "UnitLevel",
    "UnitSuccession",
]
