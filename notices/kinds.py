"""Every kind of notice: who gets it, its words until the office writes its own, and what these may name."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Placeholder(NamedTuple):
    label: Text
    sample: str | tuple[str, ...]


class Kind(NamedTuple):
    """``audience``: who gets it, in words. ``names``: the placeholders that its words may use."""

    code: str
    label: Text
    audience: Text
    subject: Text
    body: Text
    names: tuple[str, ...]


PLACEHOLDERS: dict[str, Placeholder] = {
    "nguoi_nhan": Placeholder(_("họ và tên người nhận"), "Mai Văn Đầu Mối"),
    "ten_lop": Placeholder(_("tên lớp"), "Kỹ năng truyền thông chính sách"),
    "ma_lop": Placeholder(_("mã lớp"), "STP-2026-03"),
    "chu_tri": Placeholder(_("cơ quan chủ trì"), "Sở Tư pháp"),
    "thoi_gian": Placeholder(_("ngày khai giảng và bế giảng"), "02/03/2026 – 04/03/2026"),
    "dia_diem": Placeholder(_("địa điểm"), "Hội trường Sở Tư pháp"),
    "han_cu": Placeholder(_("hạn cử học viên"), "20/02/2026"),
    "con_lai": Placeholder(_("thời gian còn lại đến hạn cử"), "còn 3 ngày"),
    "chi_tieu": Placeholder(_("số chỗ cơ quan còn được cử"), "5 người"),
    "hoc_vien": Placeholder(_("danh sách học viên"), ("Lò Thị Hoa", "Giàng A Học")),
    "so_nguoi": Placeholder(_("số học viên trong danh sách"), "2"),
    "nguoi_duoc_thay": Placeholder(_("học viên được thay"), "Sùng A Dơ"),
    "co_quan": Placeholder(_("cơ quan cử"), "Báo Lai Châu"),
    "ly_do": Placeholder(_("lý do"), "Chưa ghi chức vụ"),
    "thay_doi": Placeholder(_("những điểm thay đổi của lớp"), ("địa điểm: Hội trường A → B",)),
    "duong_dan": Placeholder(_("đường dẫn đến trang liên quan"), "https://…/lop-hoc/STP-2026-03/"),
}

RUN = ("nguoi_nhan", "ten_lop", "ma_lop", "chu_tri", "thoi_gian", "dia_diem", "han_cu", "duong_dan")
PEOPLE = (*RUN, "hoc_vien", "so_nguoi", "co_quan")
REASON = ("ly_do",)

COORDINATORS = _("Đầu mối của cơ quan cử")
PERSON = _("Học viên (trong trang nếu có tài khoản, qua thư nếu hồ sơ có địa chỉ)")
ORGANISERS = _("Cán bộ tổ chức của cơ quan chủ trì")
GREETING = "Kính gửi {nguoi_nhan},\n\n"
RUN_FACTS = "Lớp “{ten_lop}” (mã {ma_lop}), {thoi_gian}, {dia_diem}.\n\n"

_ALL = (
    Kind(
        "run_called",
        _("Lớp mở nhận danh sách cử"),
        _(
            "Đầu mối của các cơ quan có chỉ tiêu; mọi đầu mối trong tỉnh nếu lớp không giao chỉ tiêu"
        ),
        _("Đề nghị cử học viên lớp {ma_lop}"),
        GREETING
        + "{chu_tri} đề nghị quý cơ quan cử học viên tham gia lớp tập huấn.\n\n"
        + RUN_FACTS
        + "Chỉ tiêu: {chi_tieu}. Hạn cử: {han_cu}.\n\n"
        + "Đề nghị mở trang của lớp và cử học viên đúng hạn.",
        (*RUN, "chi_tieu"),
    ),
    Kind(
        "deadline_reminder",
        _("Nhắc hạn cử học viên"),
        _("Đầu mối của cơ quan còn chỉ tiêu, trước hạn 3 ngày và 1 ngày"),
        _("Nhắc hạn cử học viên lớp {ma_lop}: {con_lai}"),
        GREETING
        + "Quý cơ quan còn chỉ tiêu chưa cử ({chi_tieu}). Hạn cử: {han_cu}, {con_lai}.\n\n"
        + RUN_FACTS
        + "Đề nghị cử học viên, hoặc báo cơ quan chủ trì nếu không cử đủ.",
        (*RUN, "chi_tieu", "con_lai"),
    ),
    Kind(
        "nomination_submitted",
        _("Danh sách cử trình lãnh đạo cơ quan"),
        _("Lãnh đạo phê duyệt của cơ quan cử"),
        _("Danh sách cử học viên lớp {ma_lop} chờ duyệt"),
        GREETING
        + "Đầu mối của {co_quan} trình danh sách cử {so_nguoi} học viên, chờ duyệt:\n"
        + "{hoc_vien}\n\n"
        + RUN_FACTS
        + "Đề nghị duyệt và gửi cơ quan chủ trì, hoặc trả lại đầu mối kèm lý do. Hạn cử: {han_cu}.",
        PEOPLE,
    ),
    Kind(
        "nomination_sent_back",
        _("Lãnh đạo cơ quan trả lại danh sách cử"),
        COORDINATORS,
        _("Lãnh đạo trả lại danh sách cử lớp {ma_lop}"),
        GREETING
        + "Lãnh đạo {co_quan} trả lại danh sách cử:\n{hoc_vien}\n\nLý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Đề nghị chỉnh sửa và trình lại. Hạn cử: {han_cu}.",
        PEOPLE + REASON,
    ),
    Kind(
        "nomination_approved",
        _("Lãnh đạo cơ quan duyệt danh sách cử"),
        COORDINATORS,
        _("Lãnh đạo đã duyệt danh sách cử lớp {ma_lop}"),
        GREETING
        + "Danh sách do lãnh đạo {co_quan} duyệt đã gửi {chu_tri}:\n{hoc_vien}\n\n"
        + RUN_FACTS
        + "Kết quả xét được thông báo sau. Chưa cần làm gì thêm.",
        PEOPLE,
    ),
    Kind(
        "nominated",
        _("Cơ quan cử học viên"),
        ORGANISERS,
        _("{co_quan} cử {so_nguoi} học viên vào lớp {ma_lop}"),
        GREETING
        + "{co_quan} cử {so_nguoi} học viên, chờ xét:\n{hoc_vien}\n\n"
        + RUN_FACTS
        + "Đề nghị mở danh sách của lớp để duyệt, đưa vào danh sách chờ hoặc trả lại.",
        PEOPLE,
    ),
    Kind(
        "requested",
        _("Cá nhân đăng ký tham gia"),
        ORGANISERS,
        _("{so_nguoi} người đăng ký lớp {ma_lop}"),
        GREETING
        + "Có người tự đăng ký, chờ xét:\n{hoc_vien}\n\n"
        + RUN_FACTS
        + "Đề nghị mở danh sách của lớp để xét.",
        PEOPLE,
    ),
    Kind(
        "returned",
        _("Cơ quan chủ trì trả lại để bổ sung"),
        COORDINATORS,
        _("Trả lại danh sách cử lớp {ma_lop} để bổ sung"),
        GREETING
        + "{chu_tri} trả lại để bổ sung:\n{hoc_vien}\n\nLý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Đề nghị bổ sung và cử lại. Hạn cử: {han_cu}.",
        PEOPLE + REASON,
    ),
    Kind(
        "confirmed",
        _("Duyệt học viên"),
        COORDINATORS,
        _("Lớp {ma_lop}: đã duyệt {so_nguoi} học viên"),
        GREETING
        + "{chu_tri} đã duyệt học viên do {co_quan} cử:\n{hoc_vien}\n\n"
        + RUN_FACTS
        + "Đề nghị bố trí để học viên tham gia đầy đủ; có thay đổi thì báo trước ngày khai giảng.",
        PEOPLE,
    ),
    Kind(
        "confirmed_person",
        _("Duyệt học viên – gửi học viên"),
        PERSON,
        _("Ông/bà được duyệt tham gia lớp {ma_lop}"),
        GREETING
        + "Ông/bà được duyệt tham gia lớp tập huấn do {chu_tri} tổ chức.\n\n"
        + RUN_FACTS
        + "Đề nghị ông/bà có mặt đúng giờ; không tham gia được thì báo ngay cơ quan cử.",
        RUN,
    ),
    Kind(
        "waitlisted",
        _("Đưa vào danh sách chờ"),
        COORDINATORS,
        _("Lớp {ma_lop}: {so_nguoi} học viên vào danh sách chờ"),
        GREETING
        + "Lớp đã đủ chỗ. Học viên do {co_quan} cử được đưa vào danh sách chờ:\n{hoc_vien}\n\n"
        + RUN_FACTS
        + "Khi có chỗ trống, hệ thống thông báo ngay. Chưa cần làm gì thêm.",
        PEOPLE,
    ),
    Kind(
        "waitlisted_person",
        _("Đưa vào danh sách chờ – gửi học viên"),
        PERSON,
        _("Ông/bà ở danh sách chờ của lớp {ma_lop}"),
        GREETING
        + "Lớp đã đủ chỗ, ông/bà được đưa vào danh sách chờ.\n\n"
        + RUN_FACTS
        + "Khi có chỗ trống, ông/bà được thông báo ngay. Chưa cần làm gì thêm.",
        RUN,
    ),
    Kind(
        "promoted",
        _("Gọi từ danh sách chờ"),
        COORDINATORS,
        _("Lớp {ma_lop}: gọi {so_nguoi} học viên từ danh sách chờ"),
        GREETING
        + "Lớp có chỗ trống. Học viên do {co_quan} cử được gọi từ danh sách chờ:\n{hoc_vien}\n\n"
        + RUN_FACTS
        + "Đề nghị báo ngay cho học viên; không tham gia được thì rút để nhường chỗ.",
        PEOPLE,
    ),
    Kind(
        "promoted_person",
        _("Gọi từ danh sách chờ – gửi học viên"),
        PERSON,
        _("Ông/bà có chỗ trong lớp {ma_lop}"),
        GREETING
        + "Lớp có chỗ trống, ông/bà được gọi từ danh sách chờ và được duyệt tham gia.\n\n"
        + RUN_FACTS
        + "Đề nghị ông/bà có mặt đúng giờ; không tham gia được thì báo ngay cơ quan cử.",
        RUN,
    ),
    Kind(
        "declined",
        _("Không tiếp nhận"),
        COORDINATORS,
        _("Lớp {ma_lop}: không tiếp nhận {so_nguoi} học viên"),
        GREETING
        + "{chu_tri} không tiếp nhận học viên do {co_quan} cử:\n{hoc_vien}\n\nLý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Còn chỉ tiêu và còn hạn thì cơ quan có thể cử người khác. Hạn cử: {han_cu}.",
        PEOPLE + REASON,
    ),
    Kind(
        "declined_person",
        _("Không tiếp nhận – gửi học viên"),
        PERSON,
        _("Về việc tham gia lớp {ma_lop}"),
        GREETING
        + "{chu_tri} chưa tiếp nhận ông/bà vào lớp này. Lý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Cần trao đổi thêm, đề nghị ông/bà liên hệ cơ quan cử hoặc {chu_tri}.",
        RUN + REASON,
    ),
    Kind(
        "withdrawn",
        _("Rút khỏi lớp"),
        _("Đầu mối của cơ quan cử và cán bộ tổ chức của cơ quan chủ trì"),
        _("Lớp {ma_lop}: {so_nguoi} học viên rút khỏi lớp"),
        GREETING
        + "Học viên do {co_quan} cử đã rút:\n{hoc_vien}\n\nLý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Chỗ trống được dùng cho người khác theo danh sách chờ hoặc theo cử thay.",
        PEOPLE + REASON,
    ),
    Kind(
        "withdrawn_person",
        _("Rút khỏi lớp – gửi học viên"),
        PERSON,
        _("Ông/bà không còn trong danh sách lớp {ma_lop}"),
        GREETING
        + "Ông/bà đã được rút khỏi danh sách lớp. Lý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Nếu chưa đúng, đề nghị ông/bà báo ngay cơ quan cử.",
        RUN + REASON,
    ),
    Kind(
        "substituted",
        _("Cử người khác thay"),
        _("Đầu mối của cơ quan cử và cán bộ tổ chức của cơ quan chủ trì"),
        _("Lớp {ma_lop}: {co_quan} cử người thay"),
        GREETING
        + "{co_quan} cử người thay {nguoi_duoc_thay}:\n{hoc_vien}\n\nLý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Người được cử thay được xét như một lượt cử mới.",
        (*PEOPLE, *REASON, "nguoi_duoc_thay"),
    ),
    Kind(
        "substituted_person",
        _("Cử người khác thay – gửi người được thay"),
        PERSON,
        _("Cơ quan đã cử người khác tham gia lớp {ma_lop}"),
        GREETING
        + "Cơ quan đã cử người khác thay ông/bà tham gia lớp. Lý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Nếu chưa đúng, đề nghị ông/bà báo ngay cơ quan cử.",
        RUN + REASON,
    ),
    Kind(
        "quotas_released",
        _("Thu hồi chỉ tiêu chưa dùng"),
        _("Đầu mối của cơ quan bị thu hồi chỉ tiêu"),
        _("Lớp {ma_lop}: thu hồi chỉ tiêu chưa dùng"),
        GREETING
        + "Chỉ tiêu chưa dùng của {co_quan} được thu hồi để phân bổ lại: {chi_tieu}.\n\n"
        + RUN_FACTS
        + "Còn nhu cầu cử thêm, đề nghị liên hệ {chu_tri}.",
        (*RUN, "chi_tieu", "co_quan"),
    ),
    Kind(
        "run_changed",
        _("Lớp đổi thời gian, địa điểm"),
        _("Đầu mối của cơ quan có chỉ tiêu hoặc đã cử người"),
        _("Lớp {ma_lop} thay đổi thời gian, địa điểm"),
        GREETING
        + "{chu_tri} thông báo lớp tập huấn có thay đổi:\n{thay_doi}\n\n"
        + RUN_FACTS
        + "Đề nghị báo cho học viên đã cử.",
        (*RUN, "thay_doi"),
    ),
    Kind(
        "run_changed_person",
        _("Lớp đổi thời gian, địa điểm – gửi học viên"),
        PERSON,
        _("Lớp {ma_lop} thay đổi thời gian, địa điểm"),
        GREETING
        + "{chu_tri} thông báo lớp tập huấn có thay đổi:\n{thay_doi}\n\n"
        + RUN_FACTS
        + "Đề nghị ông/bà sắp xếp theo lịch mới; không tham gia được thì báo ngay cơ quan cử.",
        (*RUN, "thay_doi"),
    ),
    Kind(
        "run_cancelled",
        _("Hủy lớp"),
        _("Đầu mối của cơ quan có chỉ tiêu hoặc đã cử người"),
        _("Hủy lớp {ma_lop}"),
        GREETING
        + "{chu_tri} thông báo hủy lớp tập huấn. Lý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Đề nghị báo cho học viên đã cử.",
        RUN + REASON,
    ),
    Kind(
        "run_cancelled_person",
        _("Hủy lớp – gửi học viên"),
        PERSON,
        _("Hủy lớp {ma_lop}"),
        GREETING
        + "{chu_tri} thông báo hủy lớp tập huấn. Lý do: {ly_do}\n\n"
        + RUN_FACTS
        + "Ông/bà không cần làm gì thêm.",
        RUN + REASON,
    ),
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _ALL}
