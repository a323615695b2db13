"""The loads from the command line."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisations.loading import Tally
from trainees.loading import load_categories
from trainees.models import AudienceCategory


def test_the_commands_say_what_they_did(db):
    said = StringIO()

    call_command("load_units", stdout=said)
    call_command("load_units", stdout=said)

    assert said.getvalue().splitlines() == [
        "Đơn vị hành chính: 641 tạo mới, 0 cập nhật, 0 giữ nguyên",
        "Quan hệ kế thừa đơn vị: 442 tạo mới, 0 cập nhật, 0 giữ nguyên",
        "Đơn vị hành chính: 0 tạo mới, 0 cập nhật, 641 giữ nguyên",
        "Quan hệ kế thừa đơn vị: 0 tạo mới, 0 cập nhật, 442 giữ nguyên",
    ]


def test_agencies_cannot_be_loaded_before_their_units(db):
    with pytest.raises(CommandError, match="load_units"):
        call_command("load_organisations")


def test_the_categories_keep_the_order_of_the_master_list(db):
    assert load_categories() == Tally(16)

    assert list(AudienceCategory.objects.values_list("code", flat=True))[:3] == [
        "reporter",
        "editor",
        "press_info_manager",
    ]


def test_district_categories_take_nobody_new_from_1_july_2025(db):
    load_categories()

    closed = AudienceCategory.objects.filter(closed_from=date(2025, 7, 1))

    assert sorted(closed.values_list("code", flat=True)) == [
        "district_culture_centre_staff",
        "district_culture_info_staff",
        "legal_reporter_district",
    ]
    assert AudienceCategory.objects.open_on(date(2025, 7, 1)).count() == 13


def test_loading_categories_twice_changes_nothing_and_mends_what_differs(db):
    load_categories()

    assert load_categories() == Tally(unchanged=16)

    AudienceCategory.objects.filter(code="editor").update(label="Khác")
    assert load_categories() == Tally(updated=1, unchanged=15)


def test_the_category_command_says_what_it_did(db):
    said = StringIO()

    call_command("load_categories", stdout=said)

    assert said.getvalue() == "Đối tượng: 16 tạo mới, 0 cập nhật, 0 giữ nguyên\n"


def test_plans_cannot_be_loaded_before_the_units(db):
    with pytest.raises(CommandError, match="load_units"):
        call_command("load_plans")
