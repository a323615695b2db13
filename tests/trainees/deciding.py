"""Recognitions with their decisions, and spokespersons, through the actions."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from organisations.models import Organisation
from tests import make
from trainees.actions import recognitions, spokespersons
from trainees.models import AudienceCategory, EndGround, Recognition, Spokesperson, Trainee

DECISION = {
    "decision_number": "12/QĐ-UBND",
    "decided_on": date(2026, 1, 5),
    "issuer": "Chủ tịch UBND tỉnh",
}
ENDING = {
    "end_decision": "40/QĐ-UBND",
    "end_decided_on": date(2026, 6, 20),
    "end_issuer": "Chủ tịch UBND tỉnh",
}
CONTACT = {"position": "Chánh Văn phòng", "phone": "02133000111", "email": "phatngon@bao.example"}


def reporter_category(**with_) -> AudienceCategory:
    """Báo cáo viên pháp luật cấp tỉnh, with one ground of dismissal and the other one."""
    made = make.category(
        "legal_reporter_province",
        "Báo cáo viên pháp luật cấp tỉnh",
        "legal",
        needs_decision=True,
        is_public=True,
        **with_,
    )
    ground("dismissal_a", "dismissal", "Tự nguyện xin thôi").categories.add(made)
    ground("other", "other", "Lý do khác").categories.add(made)
    return made


def propagandist_category() -> AudienceCategory:
    made = make.category(
        "legal_propagandist_commune",
        "Tuyên truyền viên pháp luật cấp xã",
        "legal",
        needs_decision=True,
        is_public=True,
    )
    ground("release_a", "release", "Tự nguyện thôi làm").categories.add(made)
    return made


def ground(code: str, kind: str, label: str) -> EndGround:
    made, _created = EndGround.objects.get_or_create(
        code=code, defaults={"kind": kind, "label": label}
    )
    return made


def recognition(
    name: str = "Lò Thị Hoa",
    organisation: Organisation | None = None,
    category: AudienceCategory | None = None,
    *,
    on: date = date(2026, 1, 10),
    person: Trainee | None = None,
    **with_,
) -> Recognition:
    person = person or make.trainee(name, organisation, categories=[])
    decision = {name: with_.pop(name, value) for name, value in DECISION.items()}
    return recognitions.recognise(
        person,
        category=category or reporter_category(),
        valid_from=on,
        by=None,
        **decision,
        **with_,
    )


def undecided(
    name: str = "Lò Thị Hoa", organisation: Organisation | None = None, **with_
) -> Recognition:
    """As a list of people brings it: no decision."""
    person = make.trainee(name, organisation, categories=[])
    return Recognition.objects.create(
        trainee=person, category=reporter_category(), valid_from=date(2026, 1, 10), **with_
    )


def ended(recognition_: Recognition, *, on: date = date(2026, 6, 30), **with_) -> Recognition:
    ending = {"end_ground": EndGround.objects.get(code="dismissal_a"), **ENDING, **with_}
    recognitions.end(recognition_, on=on, by=None, **ending)
    return recognition_


def speaking_category() -> AudienceCategory:
    return make.category("spokesperson", "Người phát ngôn", "spokesperson", needs_decision=True)


def spokesperson(
    organisation: Organisation,
    name: str = "Tẩn A Nói",
    *,
    hours_ago: float = 2,
    posted_after: float | None = None,
    by: User | None = None,
    **contact,
) -> Spokesperson:
    """Assigned ``hours_ago``, and posted so many hours later."""
    speaking_category()
    at = timezone.now() - timedelta(hours=hours_ago)
    made = spokespersons.assign(
        organisation,
        make.trainee(name, organisation, categories=[]),
        contact={**CONTACT, **contact},
        decision={**DECISION, "decision_number": "5/QĐ-PN"},
        assigned_at=at,
        by=by,
    )
    if posted_after is not None:
        spokespersons.post(made, by=by, at=at + timedelta(hours=posted_after))
    return made
