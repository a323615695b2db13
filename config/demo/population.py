"""Who works where before July 2025, and where the reorganisation took them."""

from datetime import date, datetime, time
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.people import people
from config.demo.places import Places
from organisations.models import Organisation
from trainees.actions import people as records
from trainees.actions import recognitions
from trainees.models import AudienceCategory, EndGround, Recognition, Trainee

DECIDED = date(2023, 12, 28)
SINCE = date(2024, 1, 2)
REORGANISED_ON = date(2025, 7, 1)
LAST_OLD_DAY = date(2025, 6, 30)
# (share in per cent, category, kinds of agency, position)
GROUPS: tuple[tuple[int, str, tuple[str, ...], str], ...] = (
    (9, "reporter", ("press",), "Phóng viên"),
    (4, "editor", ("press",), "Biên tập viên"),
    (2, "central_press_rep", ("central_press",), "Phóng viên thường trú"),
    (12, "legal_reporter_province", ("department", "mass_organisation"), "Báo cáo viên pháp luật"),
    (8, "legal_affairs_officer", ("department",), "Công chức pháp chế"),
    (2, "peoples_council_committee_staff", ("province_office",), "Chuyên viên ban HĐND"),
    (5, "policy_comm_officer", ("department", "province_office"), "Chuyên viên truyền thông"),
    (6, "legal_reporter_district", ("district_office",), "Chuyên viên Phòng Tư pháp"),
    (52, "legal_propagandist_commune", ("commune_committee",), "Tuyên truyền viên pháp luật"),
)


def populate(chance: Random, places: Places, number: int, peoples: Any, *, by: User) -> None:
    """``number`` people with one category each, and one of them with two."""
    categories = {category.code: category for category in AudienceCategory.objects.all()}
    morning = timezone.make_aware(datetime.combine(places.day, time(8)))
    groups = [group for group in GROUPS if any(places.of_kind(kind) for kind in group[2])]
    jobs = chance.choices(groups, weights=[group[0] for group in groups], k=number)
    for person, (_share, code, kinds, position) in zip(
        people(chance, number, peoples), jobs, strict=True
    ):
        trainee = records.add(
            organisation=places.any(chance, *kinds),
            position=position,
            by=by,
            at=morning,
            **person._asdict(),
        )
        _recognise(trainee, categories[code], by=by)
    here = Trainee.objects.filter(organisation__in=places.agencies)
    first = here.filter(recognitions__category__code="legal_affairs_officer").first()
    if first:
        _recognise(first, categories["policy_comm_officer"], by=by)


def reorganise(now: Places, *, by: User) -> None:
    """1 July 2025: everybody goes with their agency; whose agency ended without a successor goes to a commune."""
    chance = Random(REORGANISED_ON.toordinal())
    staying = Trainee.objects.filter(organisation__valid_to__lt=REORGANISED_ON)
    for trainee in staying.select_related("organisation").order_by("pk"):
        _end_district_category(trainee, by=by)
        successor = _successor(trainee.organisation) or now.any(chance, "commune_committee")
        records.update(trainee, organisation=successor, by=by, is_another_person=True)


def _successor(agency: Organisation) -> Organisation | None:
    links = agency.successor_links.order_by("relation", "pk").select_related("successor")
    successors = [link.successor for link in links]
    while successors and successors[0].valid_to:
        successors = [link.successor for link in successors[0].successor_links.all()]
    return successors[0] if successors else None


def _end_district_category(trainee: Trainee, *, by: User) -> None:
    """The district level ended, and with it its category; the person goes on as a commune's justice officer."""
    ended = trainee.recognitions.filter(
        valid_to=None, category__code="legal_reporter_district"
    ).first()
    if ended:
        recognitions.end(
            ended,
            on=LAST_OLD_DAY,
            by=by,
            end_ground=EndGround.objects.get(code="other"),
            end_reason="Kết thúc hoạt động của cấp huyện",
        )
        officer = AudienceCategory.objects.get(code="commune_justice_officer")
        recognitions.recognise(trainee, category=officer, valid_from=REORGANISED_ON, by=by)


def _recognise(trainee: Trainee, category: AudienceCategory, *, by: User) -> Recognition:
    decision = {}
    if category.needs_decision:
        decision = {
            "decision_number": f"{trainee.pk % 90 + 10}/QĐ-UBND",
            "decided_on": DECIDED,
            "issuer": category.recognised_by.split(" (")[0],
        }
    return recognitions.recognise(trainee, category=category, valid_from=SINCE, by=by, **decision)
