"""Who speaks for the agencies of the story, and whose recognition has ended. All of it is fictional."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from config.demo.places import Places
from organisations.models import Organisation
from trainees.actions import recognitions, spokespersons
from trainees.models import EndGround, Recognition, Spokesperson, Trainee
from trainees.querysets import TraineeQuerySet

# NĐ 244/2026 has been in force since this day.
ASSIGNED_ON = date(2026, 7, 1)
ENDED_ON = date(2026, 6, 30)
# So many hours after the assignment each name was posted: the rest of the agencies have posted nothing yet.
POSTED_AFTER = (2, 3, 5, 20, 23, 4, 6, 30, 1, 2, 8, 71, 3, 12)
ENDINGS = (
    ("legal_reporter_province", "dismissal_a"),
    ("legal_reporter_province", "dismissal_b"),
    ("legal_propagandist_commune", "release_a"),
    ("legal_propagandist_commune", "release_b"),
)


def speak(places: Places, *, by: User) -> None:
    """One spokesperson for agencies of ``places`` that have somebody; the last one is not posted yet."""
    asked = places.of_kind("department") + places.of_kind("commune_committee")[1:]
    staffed = [agency for agency in asked if _people(agency).exists()]
    for number, agency in enumerate(staffed[: len(POSTED_AFTER) + 1]):
        at = timezone.make_aware(datetime.combine(ASSIGNED_ON, time(8))) + timedelta(days=number)
        if number == len(POSTED_AFTER):
            at = timezone.now() - timedelta(hours=5)
        made = _assign(agency, number, at, by=by)
        if number < len(POSTED_AFTER):
            spokespersons.post(made, by=by, at=at + timedelta(hours=POSTED_AFTER[number]))


def end_some(places: Places, *, by: User) -> None:
    """Four dismissals and releases, for the second tab of the public register."""
    for number, (category, ground) in enumerate(ENDINGS, start=1):
        held = Recognition.objects.filter(
            category__code=category,
            valid_to=None,
            trainee__organisation__in=places.agencies,
            trainee__user=None,
        ).order_by("-pk")[number]
        recognitions.end(
            held,
            on=ENDED_ON,
            by=by,
            end_ground=EndGround.objects.get(code=ground),
            end_decision=f"{number + 40}/QĐ-UBND",
            end_decided_on=ENDED_ON - timedelta(days=5),
            end_issuer=held.issuer,
        )


def _assign(agency: Organisation, number: int, at: datetime, *, by: User) -> Spokesperson:
    day = timezone.localdate(at)
    return spokespersons.assign(
        agency,
        _people(agency)[0],
        contact={
            "position": "Chánh Văn phòng" if agency.kind == "department" else "Phó Chủ tịch",
            "phone": f"0213 300 {number + 1000}",
            "email": f"phatngon@{agency.code}.example",
        },
        decision={
            "decision_number": f"{number + 12}/QĐ-PN",
            "decided_on": day,
            "issuer": agency.name,
        },
        by=by,
        assigned_at=at,
    )


def _people(agency: Organisation) -> TraineeQuerySet:
    return Trainee.objects.current().of_organisation(agency).order_by("pk")
