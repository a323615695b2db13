"""What depends on rows that are about to go: a foreign key of any table, those of the floors above included."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

SHOWN = 3
Own = Mapping[type[Model], Iterable[int]]


def dependents(model: type[Model], keys: Iterable[int], *, own: Own) -> Iterator[str]:
    """Each table that points at rows of ``model``, in words, with how many rows and the first of them by name.

    ``own``: rows that go together with them and do not count.
    """
    keys = list(keys)
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        other: Any = relation.related_model
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": keys})  # type: ignore[union-attr]
        rows = rows.exclude(pk__in=list(own.get(other, ())))
        shown = list(rows.order_by("pk")[: SHOWN + 1])
        if shown:
            yield _in_words(other, shown, rows.count() if len(shown) > SHOWN else len(shown))


def _in_words(model: type[Model], shown: list[Model], total: int) -> str:
    name = str(model._meta.verbose_name)
    names = ", ".join(str(row) for row in shown[:SHOWN])
    facts = {"what": name[:1].upper() + name[1:], "n": total, "names": names}
    if total > SHOWN:
        return _("%(what)s: %(n)d (%(names)s, …)") % facts
    return _("%(what)s: %(n)d (%(names)s)") % facts
