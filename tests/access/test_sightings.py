"""Nobody is shown another's people: what the walker saw by the marks in every personal field, against the rules."""

from tests.access.sightings import rows
from tests.access.world import RELATIONS, ROLES

# Across agencies only these see people at all, and across provinces nobody.
SEES_THE_PROVINCE = {"doj_officer", "administrator"}
# What the law wants public is public everywhere.
PUBLIC = {
    "certificates:certificate_check",
    "trainees:public_register",
    "trainees:public_spokespersons",
}


def test_nobody_is_shown_people_of_another_province():
    shown = [row for row in rows() if row[1] == "other province" and set(row[3]) - PUBLIC]

    assert shown == []


def test_only_the_province_is_shown_people_of_another_agency():
    shown = [
        row
        for row in rows()
        if row[1] == "other agency"
        and row[2] not in SEES_THE_PROVINCE
        and set(row[3]) - PUBLIC
    ]  # fmt: skip

    assert shown == []


def test_the_marks_were_there_to_be_seen():
    """An empty table would prove nothing: every mark that was made is seen by somebody."""
    assert {row[1] for row in rows()} == set(RELATIONS)
    assert {row[2] for row in rows()} <= set(ROLES)
    assert {"personname", "personphone", "candidatename", "listcontent"} <= {
        row[0] for row in rows()
    }
