"""Columns of the list of people."""

from django.utils.translation import gettext_lazy as _

from common.lists import Column
from trainees.models import Trainee


def categories_text(person: Trainee) -> str:
    return "; ".join(str(category) for category in person.categories_held)


def account_text(person: Trainee) -> str:
    return person.account.username if person.account else ""


COLUMNS = [
    Column("ten", _("Họ và tên"), ("sort_key",), lambda person: person.full_name),
    Column("sinh", _("Ngày sinh"), ("birth_year", "birth_month", "birth_day"), lambda p: p.birth),
    Column(
        "don-vi",
        _("Đơn vị công tác"),
        ("organisation__search_key", "sort_key"),
        lambda person: person.organisation.name,
    ),
    Column("chuc-vu", _("Chức vụ, chức danh"), (), lambda person: person.position),
    Column("doi-tuong", _("Đối tượng"), (), categories_text),
    Column("tai-khoan", _("Tài khoản"), (), account_text),
]
