"""Whoever comes by a list and may be somebody on record elsewhere waits in the queue as soon as the list is written."""

import pytest

from tests import make
from tests.trainees import roster_files as files
from trainees.actions import duplicates
from trainees.models import DuplicatePair, Trainee

pytestmark = pytest.mark.django_db


def queue_after(kept, by, run_callbacks):
    with run_callbacks(execute=True):
        files.confirm(kept, by)
    pairs = DuplicatePair.objects.open_().order_by("first__full_name")
    return [(pair.first, pair.second.full_name, pair.second.organisation) for pair in pairs]


@pytest.mark.parametrize("few", [2, 300])
def test_who_may_be_somebody_on_record_elsewhere_waits_in_the_queue(
    newspaper, radio, coordinator, few, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(duplicates, "FEW", few)
    known = make.trainee("Lò Thị Hoa", radio, birth_year=1985, birth_month=2, birth_day=5)
    by_phone = make.trainee("Vàng A Dơ", radio, phone="+84 912.345.678", birth_year=1970)
    kept = files.kept(
        newspaper,
        files.person("Lò Thị Hoà"),
        files.person("Vàng Dơ", "1971", phone="0912345678"),
        files.person("Lò Thị Khác", "01/01/1990"),
        by=coordinator,
    )

    found = queue_after(kept, coordinator, django_capture_on_commit_callbacks)

    assert found == [(known, "Lò Thị Hoà", newspaper), (by_phone, "Vàng Dơ", newspaper)]


def test_what_a_list_adds_to_a_record_is_compared_anew(
    newspaper, radio, coordinator, django_capture_on_commit_callbacks
):
    known = make.trainee("Ðỗ Quí", radio, birth_year=1970, phone="0912.345.678")
    make.trainee("Đỗ Quý", newspaper, birth_year=1985, birth_month=2, birth_day=5)
    kept = files.kept(newspaper, files.person("Đỗ Quý", phone="0912345678"), by=coordinator)

    found = queue_after(kept, coordinator, django_capture_on_commit_callbacks)

    assert [(Trainee.objects.count(), found)] == [(2, [(known, "Đỗ Quý", newspaper)])]


def test_a_search_that_fails_undoes_no_import(
    newspaper, coordinator, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    monkeypatch.setattr(duplicates, "_write", lambda *told, **also: 1 // 0)
    kept = files.kept(newspaper, files.person("Lò Thị Mới"), by=coordinator)

    assert queue_after(kept, coordinator, django_capture_on_commit_callbacks) == []
    assert [Trainee.objects.get().full_name, "ZeroDivisionError" in caplog.text] == [
        "Lò Thị Mới",
        True,
    ]
