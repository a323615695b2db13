"""Records that may be one person, merged by the action, and the queue of the pairs."""

from tests import make
from trainees.actions import merges
from trainees.models import DuplicatePair


def people(count, agency=None):
    return [make.trainee(f"Người Thứ {'ABCDEFGH'[n]}", agency) for n in range(count)]


def twins(agency=None, name="Lò Thị Hoa", **with_):
    return [make.trainee(name, agency, birth_month=2, birth_day=5, **with_) for _ in range(2)]


def merge(kept, merged, by, reason="Cơ quan xác nhận"):
    for one in (kept, merged):
        one.refresh_from_db()
    return merges.merge(kept, merged, by=by, reason=reason)


def queue():
    return list(DuplicatePair.objects.order_by("pk").values_list("first_id", "second_id", "state"))
