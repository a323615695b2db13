"""Two administrators press the button at once: one effect, one answer."""

import pytest

from common.models import StateChange
from organisations.models import AdministrativeUnit, Reorganisation, UnitSuccession
from tests import make
from tests.at_once import at_once
from tests.organisations import decrees
from trainees.actions import moves
from trainees.models import TraineeMove

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def decree():
    clerk = make.user("Phạm Văn Quản Trị", "administrator")
    there = decrees.world()
    make.trainee("Lò Văn A", there.ubnd_a)
    return decrees.planned(there, clerk)


def copies(decree, n=2):
    clerk = decree.created_by
    return [(Reorganisation.objects.get(pk=decree.pk), clerk) for _ in range(n)]


def test_two_administrators_apply_once(decree):
    results = at_once(
        [lambda one=one, by=by: moves.apply(one, by=by) for one, by in copies(decree)]
    )

    assert results == [
        "done",
        "refused: Văn bản 1670/NQ-UBTVQH15 đã được thực hiện. Muốn sửa thì hoàn tác trước.",
    ]
    assert AdministrativeUnit.objects.filter(valid_from=decrees.DAY).count() == 2
    assert UnitSuccession.objects.count() == 4
    assert TraineeMove.objects.count() == 1
    assert StateChange.objects.of(decree).filter(verb="apply").count() == 1


def test_two_administrators_undo_once(decree):
    moves.apply(decree, by=decree.created_by)

    results = at_once([lambda one=one, by=by: moves.undo(one, by=by) for one, by in copies(decree)])

    assert [result.split(":")[0] for result in results] == ["done", "refused"]
    assert AdministrativeUnit.objects.filter(valid_from=decrees.DAY).count() == 0
    assert StateChange.objects.of(decree).filter(verb="undo").count() == 1
