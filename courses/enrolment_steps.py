"""What may be done with one person in a run, and what the person or the agency should do next."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.states import Transition
from courses import rules
from courses.models import Enrolment
from courses.states import (
    CONFIRM,
    DECLINE,
    RENOMINATE,
    RETURN,
    WAITLIST,
    WITHDRAW,
    EnrolmentState,
)
from trainees.rules import is_own_record

S = EnrolmentState
# In these the reason of the last step is the first thing to read.
EXPLAINED = (S.RETURNED, S.DECLINED, S.WITHDRAWN, S.DRAFTED)


class Verb(NamedTuple):
    """A button of the page of one person: a POST, with a reason or without; ``is_link``: a page of its own."""

    name: str
    label: str
    needs_reason: bool = False
    is_link: bool = False


def verbs_for(user: User, enrolment: Enrolment, *, is_full: bool) -> list[Verb]:
    """What this person may do with the row as it stands now; a full run offers its waiting list first."""
    run = enrolment.course_run
    manages = rules.may_manage(user, run)
    decides = manages and run.takes_people
    confirm = Verb("courses:enrolment_confirm", _("Duyệt"))
    waitlist = Verb("courses:enrolment_waitlist", _("Đưa vào danh sách chờ"))
    offers: list[tuple[Verb, Transition, bool]] = [
        (confirm, CONFIRM, decides and not is_full),
        (waitlist, WAITLIST, decides),
        (Verb("courses:enrolment_return", _("Trả lại đơn vị"), needs_reason=True), RETURN, manages),
        (
            Verb("courses:enrolment_decline", _("Không tiếp nhận"), needs_reason=True),
            DECLINE,
            manages,
        ),
        (
            Verb("courses:enrolment_renominate", _("Cử lại")),
            RENOMINATE,
            rules.may_renominate(user, enrolment) and run.takes_people,
        ),
        (
            Verb("courses:enrolment_substitute", _("Cử người thay"), is_link=True),
            WITHDRAW,
            rules.may_substitute(user, enrolment) and run.takes_people,
        ),
        (
            Verb("courses:enrolment_withdraw", _("Rút"), needs_reason=True),
            WITHDRAW,
            rules.may_withdraw(user, enrolment),
        ),
    ]
    return [verb for verb, arrow, allowed in offers if allowed and enrolment.state in arrow.sources]


def what_next(user: User, enrolment: Enrolment) -> str:
    """One sentence for the agency or the person; empty for everybody else, and where nothing is to be done."""
    if rules.sent_by(user, enrolment):
        if rules.sits_in_class(enrolment) and enrolment.state == S.CONFIRMED:
            return _("Lớp đã khai giảng: cần rút hoặc thay người thì đề nghị cơ quan chủ trì.")
        return str(_FOR_AGENCY.get(S(enrolment.state), ""))
    if is_own_record(user, enrolment.trainee):
        return str(_FOR_PERSON.get(S(enrolment.state), ""))
    return ""


_FOR_AGENCY = {
    S.DRAFTED: gettext_lazy(
        "Chưa gửi đi. Bấm “Trình lãnh đạo” ở danh sách học viên của lớp khi chưa hết hạn cử."
    ),
    S.SUBMITTED: gettext_lazy("Đang chờ lãnh đạo đơn vị duyệt."),
    S.NOMINATED: gettext_lazy("Đã gửi, đang chờ cơ quan chủ trì xét."),
    S.RETURNED: gettext_lazy(
        "Bổ sung theo lý do (sửa ở hồ sơ học viên) rồi bấm “Cử lại”, hoặc cử người thay."
    ),
    S.WAITLISTED: gettext_lazy("Khi có chỗ trống, người chờ được gọi theo thứ tự."),
    S.CONFIRMED: gettext_lazy("Đã có chỗ. Không dự được thì cử người thay trước ngày khai giảng."),
    S.DECLINED: gettext_lazy("Chỉ tiêu đã được trả lại: cử được người khác khi chưa hết hạn cử."),
    S.WITHDRAWN: gettext_lazy("Chỉ tiêu đã được trả lại: cử được người khác khi chưa hết hạn cử."),
}
_FOR_PERSON = {
    S.NOMINATED: gettext_lazy("Đơn vị đã cử, đang chờ cơ quan chủ trì xét."),
    S.REQUESTED: gettext_lazy("Đã gửi đăng ký, đang chờ cơ quan chủ trì xét."),
    S.RETURNED: gettext_lazy("Liên hệ đầu mối của đơn vị để bổ sung theo lý do."),
    S.WAITLISTED: gettext_lazy("Khi có chỗ trống, người chờ được gọi theo thứ tự."),
    S.CONFIRMED: gettext_lazy("Đã có chỗ trong lớp."),
    S.DECLINED: gettext_lazy("Liên hệ đầu mối của đơn vị hoặc cơ quan chủ trì nếu cần hỏi thêm."),
}
