"""The Wagtail admin is the trainers': nobody without the right opens any of its addresses."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver

from cms.models import LessonPage, Question
from tests.cms import grow

pytestmark = pytest.mark.django_db

CMS = "cms/"
STRANGERS = ("anonymous", "learner", "coordinator", "organiser", "approver", "officer")
# Answered with 200 to everybody: the words of the scripts and the drawn icons, the same for all and without any data.
PUBLIC = {
    "cms/jsi18n/": "translations of Wagtail's own scripts",
    "cms/sprite/": "Wagtail's icons",
}
WORDS = {
    "app_label": "cms",
    "app_name": "cms",
    "content_type_app_name": "cms",
    "model_name": "lessonpage",
    "content_type_model_name": "lessonpage",
    "action": "publish",
    "action_name": "publish",
    "filter_spec": "width-100",
    "uidb64": "MQ",
    "token": "set-password",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
}


@pytest.fixture
def cast(learner, coordinator, organiser, approver, officer):
    return {
        "anonymous": None,
        "learner": learner,
        "coordinator": coordinator,
        "organiser": organiser,
        "approver": approver,
        "officer": officer,
    }


@pytest.fixture
def numbers():
    """Of a real lesson and a real question, so that nothing is closed only because it does not exist."""
    lesson = grow.lesson_page()
    return {"page": lesson.pk, "question": grow.question().pk}


def addresses(numbers: dict[str, int]) -> list[str]:
    """Every address below /cms/, with arguments filled in."""
    (admin,) = (
        resolver
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == CMS
    )
    return sorted({_filled(pattern, numbers) for pattern in _walk(admin.url_patterns, CMS)})


def _walk(patterns, before: str) -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern).replace("^", "")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        else:
            yield here


def _filled(pattern: str, numbers: dict[str, int]) -> str:
    number = numbers["question" if "cau-hoi/" in pattern else "page"]
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: WORDS.get(found[1], str(number)), pattern)
    # What remains are Wagtail's three regular expressions: comparing revisions, and the catch-all of its 404.
    route = re.sub(
        r"\(\?P(\w+)(?:live|.)[^)]*\)", lambda found: WORDS.get(found[1], found[1]), route
    )
    return route.replace(r"\.", ".").replace("/.*/$", "/khong-co/").replace("$", "")


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_without_the_right_opens_the_admin(stranger, cast, numbers, sign_in):
    client = sign_in(cast[stranger])

    opened = [url for url in addresses(numbers) if client.get(f"/{url}").status_code == 200]

    assert sorted(set(opened) - set(PUBLIC)) == []


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_without_the_right_writes_in_the_admin(stranger, cast, numbers, sign_in):
    client = sign_in(cast[stranger])
    before = [LessonPage.objects.count(), Question.objects.count()]

    opened = [url for url in addresses(numbers) if client.post(f"/{url}").status_code == 200]

    assert sorted(set(opened) - set(PUBLIC)) == []
    assert [LessonPage.objects.count(), Question.objects.count()] == before


def test_the_walk_finds_the_whole_admin_with_real_addresses(numbers):
    found = addresses(numbers)

    assert len(found) > 200
    assert [url for url in found if re.search(r"[<>()?*^$\\]", url)] == []
    assert f"cms/pages/{numbers['page']}/edit/" in found
    assert f"cms/cau-hoi/edit/{numbers['question']}/" in found


def test_a_trainer_opens_the_admin(trainer, numbers, sign_in):
    client = sign_in(trainer)

    opened = ["", f"pages/{numbers['page']}/edit/", f"cau-hoi/edit/{numbers['question']}/"]

    assert [client.get(f"/cms/{url}").status_code for url in opened] == [200, 200, 200]


def test_a_signed_in_stranger_is_told_and_not_sent_in_circles(coordinator, sign_in):
    answer = sign_in(coordinator).get("/cms/", follow=True)

    assert (answer.status_code, answer.redirect_chain) == (
        403,
        [("/cms/login/?next=/cms/", 302)],
    )


def test_the_admin_has_no_sign_in_page_of_its_own(sign_in):
    answer = sign_in(None).get("/cms/login/?next=/cms/pages/")

    assert (answer.status_code, answer.url) == (302, "/tai-khoan/login/?next=/cms/pages/")
