"""What the screens of people and organisations show: one of each, made through the actions."""

from datetime import date, timedelta

from accounts.models import User
from organisations.models import Organisation
from tests import make
from tests.organisations import decrees
from tests.trainees import deciding, roster_files
from trainees.actions import duplicates, id_numbers, merges

NUMBER = "012085000001"


class Depth:
    """A list with the agency's head, a roster that waits, pairs and a merge, a decree, and a public register."""

    def __init__(
        self, newspaper: Organisation, coordinator: User, administrator: User, learner: User
    ) -> None:
        self.run = make.course_run(
            "open", needs_agency_approval=True, quotas={newspaper: 6}, seats=1, accepts_requests=True,
            nominate_by=date.today(), release_unused_on=date.today() + timedelta(days=1),
        )  # fmt: skip
        people = [make.trainee(organisation=newspaper) for _ in range(4)]
        states = ("confirmed", "waitlisted", "submitted", "drafted")
        self.seated, *_rest = [
            make.enrolment(state, run=self.run, trainee_=person, by=coordinator)
            for state, person in zip(states, people, strict=True)
        ]
        make.enrolment("returned", run=self.run, trainee_=learner.trainee, by=coordinator)
        self.roster = roster_files.kept(
            newspaper,
            roster_files.person("NguyÔn ThÞ H»ng"),
            roster_files.person("Lò Văn Sai Ngày", birth="31/02/1990"),
            roster_files.person(people[0].full_name, birth="1985", phone="0912000111"),
            by=coordinator,
        )
        self.numbered = people[1]
        id_numbers.record(self.numbered, NUMBER, administrator)
        merges.merge(people[2], people[3], by=administrator, reason="Điện thoại xác minh")
        one, other = (make.trainee("Trần Thị Trùng", newspaper) for _ in range(2))
        self.pair = duplicates.propose(one, other, by=administrator, reason="Cùng người")
        self.decree = decrees.planned(decrees.world(), administrator)
        deciding.recognition(person=people[0])

    def screens(self, agency: Organisation) -> list[tuple[str, list[str]]]:
        """Whose screens, and their addresses."""
        run, decree = self.run.get_absolute_url(), self.decree.get_absolute_url()
        person, kept = self.numbered.get_absolute_url(), self.roster.get_absolute_url()
        rosters = "/hoc-vien/danh-sach/"
        pairs = "/hoc-vien/nghi-trung/"
        adding = [
            f"{decree}{part}/them/"
            for part in ("don-vi-moi", "don-vi-cu", "co-quan-moi", "co-quan-cu")
        ]
        return [
            ("", ["/bao-cao-vien-phap-luat/", "/nguoi-phat-ngon/"]),
            ("coordinator", ["/lop-dang-goi-cu/", f"{run}ghi-danh/", f"{self.seated.get_absolute_url()}thay-nguoi/"]),
            ("coordinator", [rosters, f"{rosters}tai-len/", kept, "/thong-bao/", "/mang-luoi-phat-ngon/", "/doi-ngu/"]),
            ("coordinator", [person, f"{person}so-dinh-danh/", f"{person}so-dinh-danh/xem/"]),
            ("head", ["/bat-dau/", f"{run}duyet-cu/{agency.code}/"]),
            ("organiser", [run, f"{run}ghi-danh/", f"{run}chi-tieu/", "/mang-luoi-phat-ngon/do-phu/"]),
            ("administrator", [pairs, f"{pairs}?tim=zzz", f"{pairs}{self.pair.token}/", f"{pairs}da-gop/"]),
            ("administrator", ["/van-ban-sap-xep/", decree, f"{decree}thuc-hien/", *adding]),
            ("administrator", [f"{decree}bang-chuyen-doi/", "/co-quan-moi/", "/doi-tuong/"]),
            ("administrator", ["/mau-thong-bao/", "/thu-gui-di/", "/nhat-ky-truy-cap/"]),
        ]  # fmt: skip
