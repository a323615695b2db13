"""Two records side by side, for whoever decides whether they are one person."""

from typing import Any

from django.db.models import Model

from accounts.models import User
from common.models import StateChange
from trainees import record
from trainees.comparing import compared
from trainees.models import Recognition, Trainee


def comparison(
    user: User, first: Trainee, second: Trainee, *, history_of: Model | None = None
) -> dict[str, Any]:
    """``rows`` field by field; ``sides``: what each record and those merged into it hold; ``shared``: classes of
    both.
    """
    led_on = Trainee.objects.filter(merged_into__in=[first, second])
    family = {first.pk: first.pk, second.pk: second.pk}
    family |= dict(led_on.values_list("pk", "merged_into_id"))
    lines = [
        line._replace(trainee_id=family[line.trainee_id]) for line in record.lines_of(user, family)
    ]
    held = Recognition.objects.filter(trainee__in=family).for_detail()
    return {
        "rows": compared(first, second),
        "sides": [
            {
                "letter": letter,
                "trainee": one,
                "lines": [line for line in lines if line.trainee_id == one.pk],
                "recognitions": [r for r in held if family[r.trainee_id] == one.pk],
            }
            for letter, one in (("A", first), ("B", second))
        ],
        "shared": record.shared_places(lines),
        "history": StateChange.objects.of(history_of).for_history() if history_of else [],
    }
