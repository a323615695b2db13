"""Several workers on one outbox: each mail once."""

import threading
from collections import Counter

import pytest
from django.db import connection

from notices.actions.mails import send_due
from notices.models import Mail
from tests.notices.letters import mail
from tests.notices.test_sending import smtp  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)

MAILS, WORKERS = 24, 4


def test_each_mail_is_sent_once_by_several_workers(smtp):  # noqa: F811 -- the fixture above
    for number in range(MAILS):
        mail(f"n{number}@example.vn")
    ready, errors = threading.Barrier(WORKERS), []

    def work() -> None:
        try:
            ready.wait()
            send_due()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert Counter(letter.to for letter in smtp.received) == {
        f"n{number}@example.vn": 1 for number in range(MAILS)
    }
    assert Mail.objects.filter(state="sent", attempts=1).count() == MAILS
