"""Two clerks at once: one effect, and an answer for both."""

import pytest

from tests.at_once import at_once
from tests.trainees import roster_files as files
from trainees.actions import roster_lists
from trainees.models import RosterList, Trainee
from trainees.roster_judging import fingerprint

pytestmark = pytest.mark.django_db(transaction=True)

CLERKS = 5


def test_clerks_who_confirm_one_list_at_once_write_it_once(newspaper, coordinator):
    people = [files.person("Lò Thị Một"), files.person("Lò Thị Hai")]
    kept = files.kept(newspaper, *people, by=coordinator)
    seen = fingerprint(files.verdicts(kept, coordinator))

    results = at_once(
        [lambda: roster_lists.confirm(kept, by=coordinator, seen=seen) for _ in range(CLERKS)]
    )

    assert results == ["done"] * CLERKS
    assert Trainee.objects.count() == 2


def test_two_lists_of_one_person_at_once_make_one_person(newspaper, coordinator):
    lists = [
        files.kept(newspaper, files.person("Lò Thị Một", position=f"Nghề {n}"), by=coordinator)
        for n in range(CLERKS)
    ]
    seen = [fingerprint(files.verdicts(one, coordinator)) for one in lists]

    results = at_once(
        [
            lambda one=one, was=was: roster_lists.confirm(one, by=coordinator, seen=was)
            for one, was in zip(lists, seen, strict=True)
        ]
    )

    refused = "refused: Hồ sơ của cơ quan đã thay đổi từ khi xem trước, chưa ghi ai."
    assert results == ["done", *[refused] * (CLERKS - 1)]
    assert Trainee.objects.count() == 1


def test_one_file_sent_at_once_is_one_list(newspaper, administrator):
    sent = [
        lambda: files.kept(newspaper, files.person("Lò Thị Một"), by=administrator),
        lambda: files.kept(newspaper, files.person("Lò Thị Một"), by=administrator),
        lambda: files.kept(None, files.person("Lò Thị Một", agency="Báo"), by=administrator),
        lambda: files.kept(None, files.person("Lò Thị Một", agency="Báo"), by=administrator),
    ]

    results = at_once(sent)

    assert results == ["done"] * 4
    assert RosterList.objects.count() == 2
