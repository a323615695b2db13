"""Which sections a person sees. One list, read from top to bottom like the flow itself."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.scope import Scope
from notices.unread import unread_of

OFFICE = frozenset(Role.values)
KEEPING_PEOPLE = frozenset({Role.COORDINATOR, Role.ORGANISER, Role.DOJ_OFFICER, Role.ADMINISTRATOR})
CERTIFYING = frozenset({Role.ORGANISER, Role.APPROVER, Role.DOJ_OFFICER, Role.ADMINISTRATOR})
REORGANISING = frozenset({Role.DOJ_OFFICER, Role.ADMINISTRATOR})
IDENTIFYING = frozenset({Role.DOJ_OFFICER, Role.ADMINISTRATOR})
WRITING = frozenset({Role.TRAINER, Role.ADMINISTRATOR})
REGISTER = CERTIFYING | {Role.COORDINATOR}


class Section(NamedTuple):
    url_name: str
    label: Any
    roles: frozenset[str]


SECTIONS = (
    Section("start", _("Việc cần làm"), OFFICE),
    Section("courses:plan_list", _("Kế hoạch, nhiệm vụ"), OFFICE),
    Section("courses:course_run_list", _("Lớp tập huấn"), OFFICE),
    Section("courses:call_list", _("Lớp đang gọi cử"), frozenset({Role.COORDINATOR})),
    Section("trainees:trainee_list", _("Học viên"), KEEPING_PEOPLE),
    Section(
        "trainees:recognition_list", _("Đội ngũ báo cáo viên, tuyên truyền viên"), KEEPING_PEOPLE
    ),
    Section("trainees:spokesperson_list", _("Người phát ngôn"), KEEPING_PEOPLE),
    Section("trainees:duplicate_list", _("Hồ sơ nghi trùng"), IDENTIFYING),
    Section("certificates:batch_list", _("Đề nghị cấp giấy chứng nhận"), CERTIFYING),
    Section("certificates:certificate_list", _("Sổ gốc giấy chứng nhận"), REGISTER),
    Section("reports:board", _("Bảng thống kê"), OFFICE),
    Section("wagtailadmin_home", _("Soạn nội dung"), WRITING),
    Section("organisations:organisation_list", _("Cơ quan, đơn vị"), OFFICE),
    Section("organisations:unit_list", _("Đơn vị hành chính"), OFFICE),
    Section("organisations:reorganisation_list", _("Văn bản sắp xếp"), REORGANISING),
    Section("trainees:category_list", _("Đối tượng"), frozenset({Role.ADMINISTRATOR})),
    Section("accounts:user_list", _("Tài khoản và vai trò"), frozenset({Role.ADMINISTRATOR})),
    Section("notices:template_list", _("Mẫu thông báo"), frozenset({Role.ADMINISTRATOR})),
    Section("notices:mail_list", _("Thư gửi đi"), frozenset({Role.ADMINISTRATOR})),
    Section(
        "accounts:disclosure_list",
        _("Nhật ký truy cập dữ liệu"),
        frozenset({Role.ADMINISTRATOR}),
    ),
)
LEARNER_SECTIONS = (
    ("start", _("Việc cần làm")),
    ("courses:run_catalogue", _("Lớp đang nhận đăng ký")),
    ("certificates:my_certificates", _("Giấy chứng nhận của tôi")),
)
OWN_SECTIONS = (
    ("notices:notice_list", _("Thông báo")),
    ("certificates:my_certificates", _("Giấy chứng nhận của tôi")),
    ("account_change_password", _("Đổi mật khẩu")),
    ("mfa_index", _("Xác thực hai lớp")),
)
PUBLIC_SECTIONS = (
    ("courses:run_catalogue", _("Lớp đang nhận đăng ký")),
    ("certificates:certificate_lookup", _("Tra cứu giấy chứng nhận")),
    ("trainees:public_register", _("Báo cáo viên, tuyên truyền viên")),
    ("trainees:public_spokespersons", _("Người phát ngôn")),
)


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool
    count: int | None = None


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every shell shows around its page.

    The office's menu asks for the person's grants, so it is made only where a template draws it: the learner's
    shell, which is read on thin lines by most people, draws the short public one.
    """
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    sections = LEARNER_SECTIONS if is_known else PUBLIC_SECTIONS
    public = [_item(*section, request.path) for section in sections]
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "shell_user": user,
        "menu": SimpleLazyObject(lambda: _office(user.scope, request.path) or public)  # type: ignore[union-attr]
        if is_known
        else [],
        "user_menu": _own(request.path) if is_known else [],
        # Drawn by the office's shell only: the count rides on the grants that its menu asks for.
        "notices_url": _address("notices:notice_list") if is_known else "",
        "unread_notices": SimpleLazyObject(lambda: unread_of(user)) if is_known else 0,  # type: ignore[arg-type]
        "public_menu": public,
        "logout_url": _address("account_logout"),
        "home_url": _address("start") if is_known else "/",
    }


def _office(scope: Scope, path: str) -> list[MenuItem]:
    """The sections of somebody with a role; empty for a learner. Of two that lead here the nearer one is current."""
    shown = [
        (section.label, _address(section.url_name))
        for section in SECTIONS
        if section.roles & scope.roles
    ]
    here = max((url for _label, url in shown if path.startswith(url)), key=len, default="")
    return [MenuItem(str(label), url, is_current=url == here) for label, url in shown]


def _own(path: str) -> list[MenuItem]:
    return [_item(url_name, label, path) for url_name, label in OWN_SECTIONS]


def _item(url_name: str, label: Any, path: str) -> MenuItem:
    url = _address(url_name)
    # As plain words: the shells write each label twice, and a lazy one would be looked up twice.
    return MenuItem(str(label), url, is_current=path.startswith(url))


@cache
def _address(url_name: str) -> str:
    """Every page asks for a dozen of these, and they never change while the process lives."""
    return reverse(url_name)
