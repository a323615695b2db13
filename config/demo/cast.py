"""The accounts of the demonstration, and the one password they share."""

from typing import NamedTuple

from accounts import actions as accounts
from accounts.models import Role, User
from organisations.models import Organisation

PASSWORD = "TapHuan@2026"  # noqa: S105 -- of a demonstration with fictional people, printed on the screen


class Part(NamedTuple):
    """``place``: whose account it is, by the key of ``config.demo.places.Places``."""

    username: str
    full_name: str
    role: str
    place: str


LAI_CHAU = (
    Part("quantri", "Nguyễn Quản Trị", Role.ADMINISTRATOR, "justice"),
    Part("giangvien", "Đỗ Thị Giảng Viên", Role.TRAINER, "justice"),
    Part("tochuc", "Lò Thị Tổ Chức", Role.ORGANISER, "justice"),
    Part("lanhdao", "Vàng Văn Lãnh Đạo", Role.APPROVER, "justice"),
    Part("thongke", "Trần Thị Thống Kê", Role.DOJ_OFFICER, "justice"),
    Part("tochuc.vh", "Phạm Văn Hóa", Role.ORGANISER, "culture"),
    Part("daumoi.bao", "Mai Thị Đầu Mối", Role.COORDINATOR, "press"),
    Part("lanhdao.bao", "Hoàng Văn Tổng Biên Tập", Role.APPROVER, "press"),
    Part("daumoi.xa", "Giàng A Đầu Mối", Role.COORDINATOR, "commune"),
)
LAM_DONG = (
    Part("tochuc.ld", "Ka Thị Tổ Chức", Role.ORGANISER, "justice"),
    Part("lanhdao.ld", "Lê Văn Lãnh Đạo", Role.APPROVER, "justice"),
    Part("thongke.ld", "Bùi Thị Thống Kê", Role.DOJ_OFFICER, "justice"),
)
# User name, the name they bear in the story, and the category in which they are found.
LEARNERS = (
    ("hocvien", "Nguyễn Thị Học Viên", "reporter"),
    ("hocvien.xa", "Giàng A Học Viên", "legal_propagandist_commune"),
)


def open_accounts(parts: tuple[Part, ...], places: dict[str, Organisation]) -> dict[str, User]:
    """The accounts by user name, each with its role; known ones are left alone."""
    return {part.username: _open(part, places[part.place]) for part in parts}


def _open(part: Part, organisation: Organisation) -> User:
    known = User.objects.filter(username=part.username).first()
    if known:
        return known
    user = User(username=part.username, full_name=part.full_name)
    user.set_password(PASSWORD)
    user.save()
    accounts.grant(user, role=part.role, organisation=organisation, by=None)
    return user
