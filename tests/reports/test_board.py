"""The board as its readers meet it."""

import io

import openpyxl
import pytest

from tests import make

pytestmark = pytest.mark.django_db
BOARD, PEOPLE = "/thong-ke/", "/thong-ke/danh-sach/"


def figures(page) -> list[int]:
    return [figure["number"] for figure in page.context["stats"]]


def test_the_department_sees_the_whole_province(officer, other_officer, sign_in):
    make.finished_run(people=3, fail=1)

    assert figures(sign_in(officer).get(BOARD)) == [3, 3, 3, 3, 0, 0]
    assert figures(sign_in(other_officer).get(BOARD)) == [0] * 6


def test_each_role_sees_its_own_reach(
    organiser, approver, coordinator, other_coordinator, trainer, other_organiser, sign_in
):
    make.finished_run(people=2, trainers=[trainer])

    seen = {
        user.full_name: figures(sign_in(user).get(BOARD))[0]
        for user in (organiser, approver, coordinator, other_coordinator, trainer, other_organiser)
    }

    assert seen == {
        organiser.full_name: 2,
        approver.full_name: 2,
        coordinator.full_name: 2,
        other_coordinator.full_name: 0,
        trainer.full_name: 2,
        other_organiser.full_name: 0,
    }


def test_a_trainee_is_refused_and_a_stranger_signs_in(learner, sign_in):
    assert sign_in(learner).get(BOARD).status_code == 403
    assert sign_in(learner).get(PEOPLE).status_code == 403
    assert sign_in(None).get(BOARD).status_code == 302


def test_every_link_on_the_board_opens_to_as_many_rows(officer, sign_in):
    make.finished_run(people=3, fail=2)
    make.finished_run(people=1)
    client = sign_in(officer)

    for theo in ("doi-tuong", "co-quan", "dia-ban", "dia-ban-nay", "nam", "nhiem-vu"):
        page = client.get(BOARD, {"theo": theo})
        for row in page.context["rows"]:
            for figure in row["cells"]:
                assert client.get(figure["url"]).context["listing"].total == figure["number"]


def test_the_list_behind_a_figure_goes_to_excel(officer, sign_in):
    make.finished_run(people=2)

    answer = sign_in(officer).get(
        PEOPLE, {"cach_tinh": "nguoi", "muc": "hoan-thanh", "xuat": "xlsx"}
    )

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    names = [row[0].value for row in sheet.iter_rows() if str(row[0].value).startswith("Nguyễn")]
    assert len(names) == 2


def test_the_board_itself_goes_to_excel(officer, sign_in):
    make.finished_run(people=2)

    answer = sign_in(officer).get(BOARD, {"xuat": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    assert ["Toàn bộ", 2, 2, 2, 2, 0, 0] in [
        [cell.value for cell in row][:7] for row in sheet.iter_rows()
    ]


@pytest.mark.parametrize("nonsense", ["tu_ngay=x", "theo=x", "doi_tuong=x", "tai_ngay=31/02/2026"])
def test_nonsense_in_the_address_shows_a_board(officer, sign_in, nonsense):
    assert sign_in(officer).get(f"{BOARD}?{nonsense}").status_code == 200


@pytest.mark.parametrize(
    "nonsense", ["", "cach_tinh=nguoi&muc=x", "cach_tinh=nguoi&muc=tham-du&dong=x"]
)
def test_a_figure_that_is_none_is_not_found(officer, sign_in, nonsense):
    assert sign_in(officer).get(f"{PEOPLE}?{nonsense}").status_code == 404


@pytest.mark.parametrize("people", [1, 6])
def test_the_board_costs_a_fixed_number_of_queries(
    officer, sign_in, people, django_assert_num_queries
):
    make.finished_run(people=people)
    make.finished_run(people=people)
    client = sign_in(officer)
    client.get(BOARD)

    with django_assert_num_queries(7):
        client.get(BOARD)


@pytest.mark.parametrize("people", [1, 6])
def test_the_list_behind_a_figure_costs_a_fixed_number_of_queries(
    officer, sign_in, people, django_assert_num_queries
):
    make.finished_run(people=people)
    client = sign_in(officer)
    client.get(BOARD)

    with django_assert_num_queries(6):
        page = client.get(PEOPLE, {"cach_tinh": "luot", "muc": "tham-du"})
    assert page.context["listing"].total == people
