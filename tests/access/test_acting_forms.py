"""Every form that anybody is shown, sent honestly and once more with every column of every model.

No form takes a field that it does not show, and no letter that it sends names anybody to a stranger. One walk for both:
it is long.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from tests.access.forms import Sent, forms_of
from tests.access.letters import letter_in
from tests.access.tables import changes, snapshot
from tests.access.walk import Walker, addresses, admitted
from tests.access.world import RELATIONS

pytestmark = pytest.mark.django_db

OURS = (
    "organisations", "accounts", "notices", "trainees", "courses", "certificates", "reports", "common",
)  # fmt: skip
# Leaves the walk without its own session.
LEFT_OUT = {"account_logout", "account_change_password"}


@pytest.fixture
def walker():
    return Walker()


def test_no_form_takes_a_field_that_it_does_not_show_and_no_letter_goes_astray(walker):
    before, poison = snapshot(), every_column(walker)
    acted, wrong, letters = 0, [], []

    for role, sent in forms(walker):
        client = walker.clients[role]
        honest = changes(before, lambda c=client, s=sent: c.post(s.action, s.data))
        hidden = {**poison, **with_prefixes(sent, poison)}
        more = {name: value for name, value in hidden.items() if name not in sent.shown} | sent.data
        forged = changes(before, lambda c=client, s=sent, m=more: c.post(s.action, m))
        acted += bool(honest)
        letters += [(sent.action, letter) for line in honest if (letter := letter_in(line))]
        if honest != forged:
            wrong.append((role, sent.action, set(forged) ^ set(honest)))

    assert wrong == []
    # The honest requests must have done something, or the forged ones prove nothing.
    assert acted > 50
    assert [one for one in letters if not one[1].is_for_its_reader] == []
    # Agencies that were called hear of a run, too; nothing leaves the province.
    assert {letter.reader for _action, letter in letters} == set(RELATIONS[:2])
    named = sum(bool(letter.named) for _action, letter in letters)
    print(f"\n{acted} forms acted on, {len(poison)} columns posted to each")  # noqa: T201
    print(f"{len(letters)} letters, {named} with names, each for its reader")  # noqa: T201


def forms(walker: Walker) -> Iterator[tuple[str, Sent]]:
    """Each form that anybody is shown, once."""
    known, shown_to = set(), admitted()
    for name, converters in addresses():
        if name in LEFT_OUT:
            continue
        url = reverse(name, kwargs=walker.corners["own"].arguments(name, converters))
        for role in shown_to[name]:
            page = walker.clients[role].get(url)
            if page.status_code != 200 or page.streaming:
                continue
            for sent in forms_of(url, page.content):
                if sent.shape not in known and "logout" not in sent.action:
                    known.add(sent.shape)
                    yield role, sent


def every_column(walker: Walker) -> dict[str, str]:
    """A value for every column of our models: one that would do harm where it is taken."""
    foreign = walker.corners["other agency"]
    values: dict[str, str] = {}
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if field.concrete and not field.primary_key:
                    value = harm(field, foreign)
                    values |= {field.name: value, getattr(field, "attname", field.name): value}
    return values


def harm(field: models.Field, foreign) -> str:
    """For this column: another agency's row, the other state, a number too high."""
    if field.is_relation:
        row = field.related_model.objects.order_by("-pk").first()
        known = {type(one): one for one in vars(foreign).values() if isinstance(one, models.Model)}
        return str(getattr(known.get(field.related_model, row), "pk", 1))
    if field.choices:
        return str(field.flatchoices[-1][0])
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2001-02-03 04:05:06"
    if isinstance(field, models.DateField):
        return "2001-02-03"
    if isinstance(field, models.IntegerField):
        return "97"
    return "zqforged@vi-du.vn" if isinstance(field, models.EmailField) else "zqforged"


def with_prefixes(sent: Sent, poison: dict[str, str]) -> dict[str, str]:
    """The same columns in each row of a formset."""
    prefixes = {name.rsplit("-", 1)[0] for name in sent.data if "-" in name}
    return {f"{prefix}-{name}": value for prefix in prefixes for name, value in poison.items()}
