"""The categories and how many hold each."""

from io import BytesIO

import openpyxl
import pytest

from tests import make
from tests.trainees import deciding
from trainees.models import Recognition

pytestmark = pytest.mark.django_db

LIST = "/doi-tuong/"


def test_each_category_says_how_many_hold_it(sign_in, administrator, newspaper):
    deciding.ended(deciding.recognition("Sùng A Dơ", newspaper))
    make.trainee("Lò Thị Hoa", newspaper)

    page = sign_in(administrator).get(LIST)

    assert {row.code: row.held for row in page.context["listing"].rows} == {
        "legal_reporter_province": 0,
        "reporter": 1,
    }
    assert "/doi-ngu/?doi_tuong=reporter" in page.content.decode()


def test_the_list_is_exported(sign_in, administrator):
    deciding.reporter_category()

    data = sign_in(administrator).get(f"{LIST}?xuat=xlsx").content

    rows = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[-1][1:3] == ("Báo cáo viên pháp luật cấp tỉnh", "Khối pháp luật")


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_costs_five_queries(
    sign_in, administrator, newspaper, django_assert_num_queries, number
):
    for index in range(number):
        category = make.category(f"loai-{index}", f"Loại {index}")
        make.trainee(organisation=newspaper, categories=[category])
    client = sign_in(administrator)

    with django_assert_num_queries(5):
        page = client.get(LIST)

    assert page.context["listing"].total == number
    assert Recognition.objects.count() == number


def test_rights(sign_in, coordinator, organiser, officer, administrator, learner):
    people = [None, coordinator, organiser, officer, administrator, learner]

    assert [sign_in(user).get(LIST).status_code for user in people] == [
        302,
        403,
        403,
        403,
        200,
        403,
    ]
