"""A category that a new law makes."""

import pytest

from common.models import StateChange
from tests.trainees import deciding
from trainees.models import AudienceCategory

pytestmark = pytest.mark.django_db

URL = "/doi-tuong/them/"
FORM = {"label": "Cộng tác viên pháp luật", "group": "legal", "needs_decision": "on"}


def test_a_category_is_added_at_the_end_with_a_code_of_its_own(sign_in, administrator):
    deciding.reporter_category(position=7)
    client = sign_in(administrator)

    client.post(URL, {**FORM, "end_grounds": ["other"]})
    client.post(URL, FORM)

    first, second = AudienceCategory.objects.filter(label=FORM["label"]).order_by("position")
    assert (first.code, second.code) == ("cong-tac-vien-phap-luat", "cong-tac-vien-phap-luat-2")
    assert (first.position, first.needs_decision, first.is_public) == (8, True, False)
    assert [ground.code for ground in first.end_grounds.all()] == ["other"]
    assert first.edited_at is not None
    assert StateChange.objects.of(first).get().verb == "create"


def test_a_category_without_a_group_is_refused(sign_in, administrator):
    page = sign_in(administrator).post(URL, {**FORM, "group": ""})

    assert [*page.context["form"].errors] == ["group"]
    assert AudienceCategory.objects.count() == 0


def test_rights(sign_in, coordinator, organiser, officer, administrator, learner):
    people = [None, coordinator, organiser, officer, administrator, learner]

    assert [sign_in(user).get(URL).status_code for user in people] == [
        302,
        403,
        403,
        403,
        200,
        403,
    ]
    assert sign_in(officer).post(URL, FORM).status_code == 403
    assert not AudienceCategory.objects.filter(label=FORM["label"]).exists()
