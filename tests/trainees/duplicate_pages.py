"""What the tests of the queue, the decision and the history of merges press, and what must stand."""

from django.urls import reverse

from common.models import Job, StateChange
from tests.trainees.duplicate_records import twins
from trainees.actions import duplicates
from trainees.models import DuplicatePair, Merge, Trainee

LIST, MERGED = "/hoc-vien/nghi-trung/", "/hoc-vien/nghi-trung/da-gop/"
REASON = "Đã gọi điện cho học viên"


def url(name, *args):
    return reverse(f"trainees:{name}", args=args)


def found_pair(agency):
    """Two records of ``agency`` that the search holds for one person."""
    duplicates.find_for([twins(agency)[0].pk])
    return DuplicatePair.objects.get()


def decision(pair, **with_):
    return {"kept": pair.first.token, "reason": REASON, **with_}


def standing():
    """What a refused press must not change."""
    return (
        list(Trainee.objects.order_by("pk").values_list("pk", "merged_into")),
        list(DuplicatePair.objects.order_by("pk").values_list("pk", "state")),
        Merge.objects.filter(undone_at=None).count(),
        StateChange.objects.count(),
        Job.objects.count(),
    )
