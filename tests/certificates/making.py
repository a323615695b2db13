"""Makers of this floor: templates, results in bulk, batches walked to a state by their actions."""

import random
from datetime import date

from django.utils import timezone

from certificates import actions
from certificates.models import CertificateTemplate
from courses.models import Completion, Enrolment, EnrolmentSource
from tests import make
from trainees.models import Trainee

FAMILIES = ["Nguyễn", "Lò", "Vàng", "Giàng", "Tẩn", "Lý", "Phùng", "Đỗ", "K’", "Chẻo"]
MIDDLES = ["Thị", "Văn", "A", "Seo", "Ngọc", "Đức"]
GIVENS = ["Ân", "Anh", "Đức", "Dung", "Phượng", "Thuỷ", "Thủy", "Ước", "Yến", "Mỷ", "Ông", "Ơn"]


def template(agency, **with_):
    return CertificateTemplate.objects.create(
        organisation=agency,
        superior_agency=with_.pop("superior_agency", "UBND TỈNH LAI CHÂU"),
        issuing_agency=with_.pop("issuing_agency", "SỞ TƯ PHÁP"),
        symbol=with_.pop("symbol", "GCN-STP"),
        place=with_.pop("place", "Lai Châu"),
        signer_capacity=with_.pop("signer_capacity", "KT. GIÁM ĐỐC"),
        signer_title=with_.pop("signer_title", "PHÓ GIÁM ĐỐC"),
        signer_name=with_.pop("signer_name", "Lò Văn Đức"),
        **with_,
    )


def names(count):
    chance = random.Random(2026)
    return [
        " ".join(chance.choice(part) for part in (FAMILIES, MIDDLES, GIVENS)) for _ in range(count)
    ]


def large_run(people, *, by, **with_):
    """A closed run with ``people`` completed enrolments, written in bulk: actions would take minutes."""
    run = make.finished_run(people=1, by=by, **with_)
    first = run.enrolments.select_related("organisation").get()
    trainees = [make.trainee(name, first.organisation, categories=[]) for name in names(people - 1)]
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            course_run=run,
            trainee=trainee,
            state="completed",
            source=EnrolmentSource.ROSTER,
            category=first.category,
            organisation=first.organisation,
            unit=first.unit,
            position=trainee.position,
            full_name=trainee.full_name,
            frozen_at=timezone.now(),
        )
        for trainee in trainees
    )
    Completion.objects.bulk_create(
        Completion(
            enrolment=enrolment, is_completed=True, sessions_held=2, sessions_attended=2, periods=4
        )
        for enrolment in enrolments
    )
    return run


def name_order(batch):
    """The frozen names of a batch in the Vietnamese order."""
    people = Trainee.objects.filter(enrolments__certificates__batch=batch)
    return list(people.order_by("sort_key", "pk").values_list("full_name", flat=True))


def proposal(by, *, people=2, run=None, **with_):
    """A pending batch; the template is made when there is none."""
    run = run or make.finished_run(people=people, by=by, **with_)
    if not CertificateTemplate.objects.filter(organisation=run.lead_organisation).exists():
        template(run.lead_organisation)
    return actions.propose(run, by=by)


def approved(by, approver, *, on=None, **with_):
    batch = proposal(by, **with_)
    actions.approve(batch, by=approver, on=on or date.today())
    return batch


def issued(by, approver, **with_):
    """A batch with every certificate issued, without the queue."""
    batch = approved(by, approver, **with_)
    actions.number(batch, by=approver)
    actions.issue(batch, by=approver)
    return batch


def certificate(by, approver, state="issued", **with_):
    """One certificate walked to ``state``."""
    if state in ("draft", "voided"):
        made = proposal(by, people=1, **with_).certificates.get()
    else:
        batch = approved(by, approver, people=1, **with_)
        actions.number(batch, by=approver)
        if state != "numbered":
            actions.issue(batch, by=approver)
        made = batch.certificates.get()
    if state == "voided":
        actions.void(made, by=approver, reason="Đề nghị nhầm")
    elif state == "revoked":
        actions.revoke(made, by=approver, reason="Cấp sai đối tượng")
    elif state == "superseded":
        actions.reissue(made, by=approver, reason="Sai tên")
    made.refresh_from_db()
    return made
