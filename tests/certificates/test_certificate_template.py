"""The template of an agency, and its preview."""

import subprocess

import pytest
from django.urls import reverse

from certificates.models import CertificateTemplate
from tests.certificates import making

pytestmark = pytest.mark.django_db


def url(agency, name="certificate_template"):
    return reverse(f"certificates:{name}", args=[agency.code])


def asked(**with_):
    return {
        "superior_agency": "UBND TỈNH LAI CHÂU",
        "issuing_agency": "SỞ TƯ PHÁP",
        "symbol": "GCN-STP",
        "place": "Lai Châu",
        "signer_capacity": "KT. GIÁM ĐỐC",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signer_name": "Lò Văn Đức",
        **with_,
    }


def text_of(answer):
    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=answer.content, capture_output=True
    )
    return " ".join(read.stdout.decode().split())


def test_the_organiser_makes_the_template_of_the_agency(sign_in, organiser, justice):
    answer = sign_in(organiser).post(url(justice), asked())

    template = CertificateTemplate.objects.get()
    assert answer.headers["Location"] == url(justice)
    assert [template.organisation, template.symbol] == [justice, "GCN-STP"]


def test_the_template_is_changed_not_doubled(sign_in, organiser, justice):
    making.template(justice)

    sign_in(organiser).post(url(justice), asked(signer_name="Hà Thị Ký"))

    assert CertificateTemplate.objects.get().signer_name == "Hà Thị Ký"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("symbol", "GCN/STP", "Ký hiệu chỉ gồm chữ, số và dấu gạch nối, ví dụ GCN-STP."),
        ("place", "𠀀", "Có chữ không in được: 𠀀. Sửa lại rồi thử lại."),
    ],
)
def test_what_cannot_be_printed_is_told_at_its_field(
    field, value, words, sign_in, organiser, justice
):
    page = sign_in(organiser).post(url(justice), asked(**{field: value}))

    assert page.context["form"].errors[field] == [words]
    assert CertificateTemplate.objects.count() == 0


def test_the_preview_shows_the_saved_template_with_an_invented_person(sign_in, organiser, justice):
    making.template(justice)

    answer = sign_in(organiser).get(url(justice, "template_preview"))

    text = text_of(answer)
    assert answer["Content-Type"] == "application/pdf"
    assert "Nguyễn Thị Mẫu" in text
    assert "Lò Văn Đức" in text


def test_the_preview_of_a_form_saves_nothing(sign_in, organiser, justice):
    answer = sign_in(organiser).post(
        url(justice, "template_preview"), asked(signer_name="Hà Thị Ký")
    )

    assert "Hà Thị Ký" in text_of(answer)
    assert CertificateTemplate.objects.count() == 0


def test_the_preview_of_a_wrong_form_shows_the_form(sign_in, organiser, justice):
    page = sign_in(organiser).post(url(justice, "template_preview"), asked(symbol="A B"))

    assert list(page.context["form"].errors) == ["symbol"]


NAMES = pytest.mark.parametrize("name", ["certificate_template", "template_preview"])


@NAMES
def test_the_approver_does_not_edit_it(name, sign_in, approver, justice):
    making.template(justice)

    assert sign_in(approver).post(url(justice, name), asked()).status_code == 403


@NAMES
@pytest.mark.parametrize("who", ["other_organiser", "officer", "coordinator", "learner"])
def test_the_template_of_others_is_not_found(who, name, request, sign_in, justice):
    making.template(justice)

    answer = sign_in(request.getfixturevalue(who)).post(url(justice, name), asked())

    assert answer.status_code == 404


@NAMES
def test_anonymous_is_sent_to_sign_in(name, client, justice):
    answer = client.get(url(justice, name))

    assert answer.headers["Location"].startswith(reverse("account_login"))
