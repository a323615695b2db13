"""Every state of a decree against every arrow."""

import pytest

from common.models import StateChange
from common.refusals import Refused
from common.states import move
from organisations.models import Reorganisation
from organisations.states import APPLY, REORGANISATION_ARROWS, UNDO, ReorganisationState
from tests.organisations import decrees

ALLOWED = {
    ("draft", "apply"): "applied",
    ("undone", "apply"): "applied",
    ("applied", "undo"): "undone",
}


@pytest.mark.parametrize("arrow", REORGANISATION_ARROWS, ids=lambda arrow: arrow.verb)
@pytest.mark.parametrize("state", ReorganisationState.values)
def test_an_arrow_leads_only_from_its_states(state, arrow, administrator):
    decree = decrees.draft(administrator)
    Reorganisation.objects.filter(pk=decree.pk).update(state=state)
    decree.refresh_from_db()
    history = StateChange.objects.count()

    if (state, arrow.verb) in ALLOWED:
        move(decree, arrow, by=administrator)
        assert decree.state == ALLOWED[state, arrow.verb]
    else:
        with pytest.raises(Refused):
            move(decree, arrow, by=administrator)
        assert StateChange.objects.count() == history


def test_no_arrow_is_forgotten():
    assert set(REORGANISATION_ARROWS) == {APPLY, UNDO}


@pytest.mark.parametrize(
    ("state", "is_open"), [("draft", True), ("applied", False), ("undone", True)]
)
def test_lines_are_changed_while_the_decree_is_not_applied(state, is_open):
    assert Reorganisation(state=state).is_open is is_open
