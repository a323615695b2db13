"""The whole diagram of a mail on its way out."""

import pytest

from common.models import StateChange
from common.refusals import Refused
from common.states import move
from notices.states import MAIL_ARROWS, MailState
from tests.notices.letters import mail

pytestmark = pytest.mark.django_db

# Written out once more, by hand: a slip in notices/states.py must not move the test with it.
TABLE = {
    ("queued", "send"): "sending",
    ("sending", "deliver"): "sent",
    ("sending", "retry"): "queued",
    ("failed", "retry"): "queued",
    ("sending", "give_up"): "failed",
}


@pytest.mark.parametrize("arrow", MAIL_ARROWS, ids=lambda arrow: arrow.verb)
@pytest.mark.parametrize("state", MailState.values)
def test_the_diagram_is_whole(state, arrow):
    letter = mail(state=state)
    target = TABLE.get((state, arrow.verb))

    if target is None:
        with pytest.raises(Refused):
            move(letter, arrow, by=None)
    else:
        move(letter, arrow, by=None)

    letter.refresh_from_db()
    assert letter.state == (target or state)
    assert StateChange.objects.of(letter).count() == (target is not None)
