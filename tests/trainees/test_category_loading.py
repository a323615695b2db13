"""The master list as the law has it, and old installations that lack the new columns."""

import pytest

from organisations.loading import Tally
from trainees.loading import load_categories, load_end_grounds
from trainees.models import AudienceCategory, EndGround

pytestmark = pytest.mark.django_db


def codes(**conditions):
    return sorted(AudienceCategory.objects.filter(**conditions).values_list("code", flat=True))


def test_the_law_says_who_needs_a_decision_and_who_is_public():
    load_categories()

    public = [
        "legal_propagandist_commune",
        "legal_reporter_commune",
        "legal_reporter_district",
        "legal_reporter_province",
    ]
    assert codes(is_public=True) == public
    assert codes(needs_decision=True) == sorted([*public, "grassroots_mediator", "spokesperson"])
    province = AudienceCategory.objects.get(code="legal_reporter_province")
    assert province.recognised_by == "Chủ tịch UBND tỉnh"


def test_an_old_installation_gets_the_new_columns():
    load_categories()
    AudienceCategory.objects.update(recognised_by="", needs_decision=False, is_public=False)
    EndGround.objects.all().delete()

    assert load_categories() == Tally(updated=6, unchanged=10)

    assert len(codes(is_public=True)) == 4
    assert EndGround.objects.count() == 12


def test_reporters_are_dismissed_and_propagandists_released():
    load_categories()

    kinds = {
        category.code: [ground.code for ground in category.end_grounds.all()]
        for category in AudienceCategory.objects.all()
    }
    assert kinds["legal_reporter_province"] == [
        "dismissal_a", "dismissal_b", "dismissal_c", "dismissal_d", "dismissal_dd", "dismissal_e",
        "dismissal_g", "other",
    ]  # fmt: skip
    assert kinds["legal_propagandist_commune"] == [
        "release_a", "release_b", "release_c", "release_d", "other",
    ]  # fmt: skip
    assert kinds["spokesperson"] == ["other"]


def test_the_grounds_are_mended_by_a_load():
    load_categories()
    EndGround.objects.filter(code="other").update(label="Khác")

    assert load_end_grounds() == Tally(updated=1, unchanged=11)
    assert load_end_grounds() == Tally(unchanged=12)
