"""plant(): the ground that pages grow on."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
)

from cms.actions import fact_of
from cms.models import CataloguePage, HomePage
from cms.tree import REVIEWERS, plant
from courses.models import Module
from tests import make
from tests.cms import grow

pytestmark = pytest.mark.django_db


def counts():
    models = (
        Page,
        Site,
        Locale,
        Collection,
        Group,
        GroupPagePermission,
        GroupCollectionPermission,
        Workflow,
    )
    return {model.__name__: model.objects.count() for model in models}


def test_planting_twice_changes_nothing():
    plant()
    before = counts()

    plant()

    assert counts() == before


def test_a_planted_site_opens_at_the_home_page(client):
    plant()

    page = client.get("/")

    assert page.status_code == 200
    assert page.context["page"].specific == HomePage.objects.get()


def test_an_emptied_database_grows_the_same_tree():
    plant()
    before = counts()
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    Page._base_manager.all().delete()
    Group.objects.all().delete()
    Workflow.objects.all().delete()

    catalogue = plant()

    assert counts() == {**before, "Workflow": 1}
    assert catalogue == CataloguePage.objects.get()
    assert catalogue.get_parent().specific == HomePage.objects.get()


def test_a_trainer_writes_and_publishes_under_the_catalogue(trainer):
    catalogue = plant()

    permissions = catalogue.permissions_for_user(trainer)

    assert (permissions.can_add_subpage(), permissions.can_publish_subpage()) == (True, True)


def test_where_review_is_required_a_trainer_only_submits(trainer, settings):
    settings.CONTENT_REVIEW_REQUIRED = True
    plant()
    settings.CONTENT_REVIEW_REQUIRED = False
    plant()
    settings.CONTENT_REVIEW_REQUIRED = True

    catalogue = plant()

    permissions = catalogue.permissions_for_user(trainer)
    assert (permissions.can_add_subpage(), permissions.can_publish_subpage()) == (True, False)
    assert not trainer.has_perm("cms.publish_question")


@pytest.mark.parametrize("role", ["coordinator", "organiser", "approver", "doj_officer"])
def test_only_content_people_enter_the_admin(role, sign_in):
    plant()
    outsider = make.user("Người Ngoài", role)

    answer = sign_in(outsider).get("/cms/")

    assert answer.status_code == 302


def test_a_trainer_enters_the_admin(trainer, sign_in):
    plant()

    assert sign_in(trainer).get("/cms/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_flush_plants_again():
    call_command("flush", interactive=False, verbosity=0)

    assert CataloguePage.objects.get().get_parent().specific == HomePage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get()


def test_reviewed_content_is_published_by_the_reviewer(trainer, settings):
    settings.CONTENT_REVIEW_REQUIRED = True
    course = grow.course_page()
    module = grow.module_page(course, live=False)
    module.save_revision(user=trainer)
    reviewer = make.user("Người Duyệt")
    reviewer.groups.add(Group.objects.get(name=REVIEWERS))

    state = module.get_workflow().start(module, trainer)
    state.current_task_state.task.specific.on_action(state.current_task_state, reviewer, "approve")

    module.refresh_from_db()
    assert module.live is True
    assert fact_of(module) == Module.objects.get()
