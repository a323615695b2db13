"""New keys: every number is sealed again, and the old key reads nothing any more."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from common.sealing import Sealer, Unreadable, derived_key
from tests import make
from tests.trainees.id_number_holders import who_carries
from trainees import sealed_files
from trainees.actions import id_number_keys, id_numbers
from trainees.models import IdNumber, RosterList
from trainees.querysets import id_numbers as reads

pytestmark = pytest.mark.django_db

REASON = "Đối chiếu hồ sơ cấp giấy"
OLD, NEW = derived_key("old", "key"), derived_key("new", "key")


@pytest.fixture
def people(newspaper, coordinator, settings, monkeypatch):
    monkeypatch.setattr(reads, "BATCH", 2)
    settings.ID_NUMBER_KEYS = [OLD]
    made = [make.trainee(organisation=newspaper) for _one in range(5)]
    pairs = [(person, f"0120850{n:05d}") for n, person in enumerate(made)]
    id_numbers.record_many(pairs, coordinator)
    return made


def test_after_rotation_only_the_new_key_reads(people, coordinator, settings, capsys):
    settings.ID_NUMBER_KEYS = [NEW, OLD]

    call_command("rotate_id_number_keys")

    assert "Niêm phong lại: 5" in capsys.readouterr().out
    settings.ID_NUMBER_KEYS = [NEW]
    assert id_numbers.reveal(people[3], coordinator, REASON) == "012085000003"
    removed = Sealer([OLD], settings.ID_NUMBER_INDEX_KEY)
    for held in IdNumber.objects.all():
        with pytest.raises(Unreadable):
            removed.unseal(held.sealed)


def test_a_rotation_that_was_stopped_goes_on_where_it_stood(people, settings):
    settings.ID_NUMBER_KEYS = [NEW, OLD]
    batches = IdNumber.objects.all().in_batches()
    for held in next(batches):
        id_number_keys._renew(held, id_number_keys.sealer())

    assert id_number_keys.rotate() == (3, 2, 0)
    assert id_number_keys.rotate() == (0, 5, 0)


def test_a_new_index_key_gives_new_digests(people, settings):
    settings.ID_NUMBER_INDEX_KEY = derived_key("new", "index")
    assert list(who_carries("012085000003")) == []

    assert id_number_keys.rotate() == (5, 0, 0)

    assert list(who_carries("012085000003")) == [people[3]]


def test_a_number_recorded_meanwhile_is_left_alone(people, coordinator, settings):
    settings.ID_NUMBER_KEYS = [NEW, OLD]
    stale = IdNumber.objects.get(trainee=people[0])
    id_numbers.record(people[0], "012085009999", coordinator)

    id_number_keys._renew(stale, id_number_keys.sealer())

    assert list(who_carries("012085009999")) == [people[0]]
    assert id_numbers.reveal(people[0], coordinator, REASON) == "012085009999"


def test_numbers_that_no_key_opens_are_counted_and_kept(people, settings):
    before = set(IdNumber.objects.values_list("sealed", flat=True))
    settings.ID_NUMBER_KEYS = [NEW]

    with pytest.raises(CommandError, match="Không khóa nào mở được 5 số"):
        call_command("rotate_id_number_keys")

    assert set(IdNumber.objects.values_list("sealed", flat=True)) == before


def test_lists_that_came_in_are_sealed_on_disk_and_again_under_the_new_key(settings, tmp_path):
    settings.ID_NUMBER_KEYS = [OLD]
    name = sealed_files.keep(sealed_files.ROSTERS, ".xlsx", b"Vang A Lu 012085000003")
    lies = next(tmp_path.rglob("rosters/*.xlsx"))
    assert b"012085000003" not in lies.read_bytes()
    settings.ID_NUMBER_KEYS = [NEW, OLD]

    assert id_number_keys.rotate() == (1, 0, 0)
    assert id_number_keys.rotate() == (0, 1, 0)

    settings.ID_NUMBER_KEYS = [NEW]
    assert sealed_files.read(name) == b"Vang A Lu 012085000003"
    assert [one.name for one in lies.parent.iterdir()] == [lies.name]


def test_a_list_kept_before_files_were_sealed_is_read_and_then_sealed(settings):
    name = storages["private"].save("nominations/a.csv", ContentFile(b"Ho va ten"))
    assert sealed_files.read(name) == b"Ho va ten"

    assert id_number_keys.rotate() == (1, 0, 0)

    assert sealed_files.read(name) == b"Ho va ten"
    with storages["private"].open(name) as file:
        assert file.read().startswith(sealed_files.SEALED)


def test_a_file_that_no_key_opens_is_counted_and_kept(settings):
    settings.ID_NUMBER_KEYS = [OLD]
    name = sealed_files.keep(sealed_files.NOMINATIONS, ".csv", b"Ho va ten")
    settings.ID_NUMBER_KEYS = [NEW]

    assert id_number_keys.rotate() == (0, 0, 1)

    settings.ID_NUMBER_KEYS = [OLD]
    assert sealed_files.read(name) == b"Ho va ten"


def test_numbers_of_a_list_that_waits_are_sealed_again(newspaper, coordinator, settings):
    settings.ID_NUMBER_KEYS = [OLD]
    box = id_number_keys.sealer()
    kept = RosterList.objects.create(
        organisation=newspaper,
        uploaded_by=coordinator,
        id_numbers={"7": (box.index("012085000003"), box.seal("012085000003"))},
    )
    settings.ID_NUMBER_KEYS = [NEW, OLD]

    assert id_number_keys.rotate() == (1, 0, 0)

    kept.refresh_from_db()
    settings.ID_NUMBER_KEYS = [NEW]
    index, sealed = kept.id_numbers["7"]
    assert [index, id_number_keys.sealer().unseal(sealed)] == [
        box.index("012085000003"),
        "012085000003",
    ]
    assert id_number_keys.rotate() == (0, 1, 0)
