"""What the page of a person shows of the records behind it."""

from typing import Any

from accounts.models import User
from trainees import record, rules
from trainees.models import Merge, Trainee


def whole_person(trainee: Trainee, user: User) -> dict[str, Any]:
    """``lines`` of all records, each with the record it stands on; the merges in force; what may be done about them.

    The page of a merged record shows that record alone: it is opened to see what was brought in.
    """
    records = {one.pk: one for one in trainee.records_here}
    lines = record.lines_of(user, records)
    person_id = trainee.merged_into_id
    merges = Merge.objects.of_person(trainee.pk) if len(records) > 1 else Merge.objects.none()
    if person_id:
        merges = Merge.objects.in_force().filter(merged=trainee)
    return {
        "record_lines": [(line, records[line.trainee_id]) for line in lines],
        "merges": list(merges.for_list()) if person_id or len(records) > 1 else [],
        "kept": Trainee.objects.visible_to(user).filter(pk=person_id).first()
        if person_id
        else None,
        "may_unmerge": rules.may_merge(user, trainee),
        "may_propose_merge": rules.may_propose_merge(user, trainee),
    }
