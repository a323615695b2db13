"""A year and a half of training, told through the actions with a fixed seed and the dates on which things happened."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from certificates.models import CertificateTemplate
from cms.loading import load_curriculum
from config.demo import calls, cast, decree, records
from config.demo.classes import Holding, hold, recent
from config.demo.people import LAI_CHAU, LAM_DONG
from config.demo.places import Places
from config.demo.population import populate, reorganise
from config.demo.voices import end_some, speak
from courses.actions import plans
from organisations.actions import load_organisations, load_units
from organisations.models import Organisation
from trainees.actions import claims
from trainees.loading import load_categories
from trainees.models import Trainee

SEED = 20250701
BEFORE = date(2025, 1, 10)
Say = Callable[[str], None]


def build(say: Say) -> None:
    """Fill an empty, migrated database. About a minute on two cores."""
    chance = Random(SEED)
    say("Đơn vị hành chính, cơ quan, đối tượng, kế hoạch…")
    load_units()
    load_organisations()
    load_categories()
    plans.load()
    say("Khóa học và bài giảng…")
    load_curriculum()
    _lai_chau(chance, say)
    _lam_dong(chance, say)


def _lai_chau(chance: Random, say: Say) -> None:
    then, now = Places("12", BEFORE), Places("12", timezone.localdate())
    staff = cast.open_accounts(cast.LAI_CHAU, now.key_places())
    _template(
        now.one("Sở Tư pháp"),
        "UBND TỈNH LAI CHÂU",
        "SỞ TƯ PHÁP",
        "GCN-STP",
        "Lai Châu",
        "Vàng Văn Lãnh Đạo",
    )
    _template(
        now.one("Sở Văn hóa, Thể thao và Du lịch"),
        "UBND TỈNH LAI CHÂU",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "GCN-SVHTTDL",
        "Lai Châu",
        "Hà Văn Giám Đốc",
    )
    say("300 học viên hư cấu của Lai Châu…")
    populate(chance, then, 300, LAI_CHAU, by=staff["quantri"])
    _name_learners()
    for holding in history():
        if holding.starts_on > date(2025, 7, 1):
            reorganise(now, by=staff["quantri"])
        say(f"Lớp {holding.code}…")
        hold(holding, chance, then if holding.starts_on < date(2025, 7, 1) else now, staff)
    _open_learner_accounts(staff["tochuc"])
    end_some(now, by=staff["quantri"])
    speak(now, by=staff["quantri"])
    say("Lớp chờ lãnh đạo đơn vị duyệt, hồ sơ nghi trùng, danh sách Excel, dự thảo sắp xếp…")
    calls.call(now, staff)
    records.enter_twice(now, by=staff["quantri"])
    records.record_numbers(now, by=staff["quantri"])
    records.send_lists(now, by=staff["daumoi.bao"])
    decree.draft(now, by=staff["quantri"])


def _lam_dong(chance: Random, say: Say) -> None:
    places = Places("68", timezone.localdate())
    staff = cast.open_accounts(cast.LAM_DONG, places.key_places())
    justice = places.one("Sở Tư pháp")
    _template(justice, "UBND TỈNH LÂM ĐỒNG", "SỞ TƯ PHÁP", "GCN-STP", "Lâm Đồng", "Lê Văn Lãnh Đạo")
    say("Lâm Đồng…")
    populate(chance, places, 40, LAM_DONG, by=staff["tochuc.ld"])
    people = {"tochuc": staff["tochuc.ld"], "lanhdao": staff["lanhdao.ld"]}
    for holding in lam_dong():
        hold(holding, chance, places, people)


def history() -> list[Holding]:
    """The eight runs of Lai Châu in the order of their days. The last two stand around today."""
    legal = ("legal_reporter_province", "legal_affairs_officer", "peoples_council_committee_staff")
    propagandists = ("legal_propagandist_commune",)
    press = ("reporter", "editor", "central_press_rep")
    return [
        Holding("STP-2025-01", "Kỹ năng truyền thông chính sách cho báo cáo viên pháp luật cấp tỉnh",
                date(2025, 3, 12), 2, legal, 36, (1, 13, 8, 10), withdrawn=1, failed=2, issued=date(2025, 3, 28)),
        Holding("SVHTTDL-2025-01", "Kỹ năng xử lý thông tin cho phóng viên, biên tập viên", date(2025, 4, 22), 2,
                press, 34, (1, 8, 11), lead="Sở Văn hóa, Thể thao và Du lịch", task="II.5.a", organiser="tochuc.vh",
                failed=1, late=1),
        Holding("STP-2025-02", "Kỹ năng tuyên truyền pháp luật cho tuyên truyền viên pháp luật cấp xã (đợt 1)",
                date(2025, 6, 5), 2, propagandists, 60, (1, 13, 8, 10), withdrawn=2, failed=3,
                issued=date(2025, 6, 25)),
        Holding("STP-2025-03", "Kỹ năng tuyên truyền pháp luật cho tuyên truyền viên pháp luật cấp xã (đợt 2)",
                date(2025, 9, 16), 2, propagandists, 70, (1, 13, 8, 10), again=25, withdrawn=1, failed=2,
                issued=date(2025, 10, 3), revoked=1),
        Holding("STP-2026-01", "Nhận diện và kiểm chứng thông tin trên không gian mạng (trực tuyến)",
                date(2026, 3, 9), 12, (*legal, *press, "policy_comm_officer"), 30, (8,), online=True, again=8,
                failed=3, issued=date(2026, 4, 6)),
        Holding("STP-2026-02", "Ứng phó khủng hoảng truyền thông cho người phát ngôn và báo cáo viên",
                date(2026, 9, 15), 2, (*legal, "policy_comm_officer"), 32, (1, 10, 11), again=10, failed=1,
                proposed=True),
        recent(Holding("STP-2026-03", "Truyền thông chính sách và kiểm chứng thông tin cho cán bộ cấp xã",
                       timezone.localdate() - timedelta(days=1), 3, propagandists, 40, (8, 10), again=12,
                       until="running", waiting=3)),
        recent(Holding("STP-2026-04", "Kỹ năng truyền thông chính sách cho khối pháp luật (đợt cuối năm)",
                       timezone.localdate() + timedelta(days=16), 2, (*legal, *propagandists, *press), 12,
                       (1, 13, 8, 10), until="open", seats=60, waiting=9, requests=True, quotas=True)),
    ]  # fmt: skip


def lam_dong() -> list[Holding]:
    legal = ("legal_reporter_province", "legal_affairs_officer", "legal_propagandist_commune")
    return [
        Holding("STPLD-2026-01", "Kỹ năng truyền thông chính sách cho báo cáo viên pháp luật", date(2026, 5, 12), 2,
                legal, 18, (1, 13), task="II.1", failed=1, issued=date(2026, 5, 29)),
        recent(Holding("STPLD-2026-02", "Nhận diện và phân loại khủng hoảng truyền thông",
                       timezone.localdate() + timedelta(days=23), 1, legal, 5, (10,), task="II.6", until="open",
                       seats=30, waiting=4)),
    ]  # fmt: skip


def _template(
    agency: Organisation, superior: str, issuing: str, symbol: str, place: str, signer: str
) -> None:
    CertificateTemplate.objects.get_or_create(
        organisation=agency,
        defaults={
            "superior_agency": superior,
            "issuing_agency": issuing,
            "symbol": symbol,
            "place": place,
            "signer_title": "GIÁM ĐỐC",
            "signer_name": signer,
        },
    )


def _name_learners() -> None:
    """Two people of the story get a name that a visitor finds again: the demonstration's trainees."""
    for _username, name, code in cast.LEARNERS:
        held = Trainee.objects.filter(recognitions__category__code=code)
        person = held.order_by("pk")[0]
        person.full_name = name
        person.save()


def _open_learner_accounts(by: User) -> None:
    """They claim their accounts as everybody does: with a one-time code."""
    for username, name, _code in cast.LEARNERS:
        person = Trainee.objects.get(full_name=name)
        claims.claim(claims.issue(person, by=by), username, cast.PASSWORD)
