"""Addresses of nominations, enrolments and the public catalogue of runs."""

from django.urls import URLPattern, path

from courses.views import (
    calls,
    catalogue,
    enrolment_verbs,
    enrolments,
    nomination_approvals,
    nomination_lists,
    nominations,
    substitutions,
)

RUN = "lop-hoc/<slug:code>"
ONE = f"{RUN}/ghi-danh/<str:token>"
APPROVAL = f"{RUN}/duyet-cu/<str:agency>"
LISTS = f"{RUN}/cu-hoc-vien/tep"

urlpatterns: list[URLPattern] = [
    path(f"{RUN}/ghi-danh/", enrolments.enrolment_list, name="enrolment_list"),
    path(f"{RUN}/ghi-danh/xu-ly/", enrolments.enrolment_decide, name="enrolment_decide"),
    path(f"{ONE}/", enrolments.enrolment_detail, name="enrolment_detail"),
    path(f"{ONE}/duyet/", enrolment_verbs.enrolment_confirm, name="enrolment_confirm"),
    path(f"{ONE}/danh-sach-cho/", enrolment_verbs.enrolment_waitlist, name="enrolment_waitlist"),
    path(f"{ONE}/khong-tiep-nhan/", enrolment_verbs.enrolment_decline, name="enrolment_decline"),
    path(f"{ONE}/tra-lai/", enrolment_verbs.enrolment_return, name="enrolment_return"),
    path(f"{ONE}/cu-lai/", enrolment_verbs.enrolment_renominate, name="enrolment_renominate"),
    path(f"{ONE}/rut/", enrolment_verbs.enrolment_withdraw, name="enrolment_withdraw"),
    path(f"{ONE}/thay-nguoi/", substitutions.enrolment_substitute, name="enrolment_substitute"),
    path(f"{RUN}/danh-sach-cho/goi/", enrolments.waiting_list_call, name="waiting_list_call"),
    path(
        f"{APPROVAL}/",
        nomination_approvals.nomination_approval_list,
        name="nomination_approval_list",
    ),
    path(f"{APPROVAL}/trinh/", nomination_approvals.nomination_submit, name="nomination_submit"),
    path(f"{APPROVAL}/duyet/", nomination_approvals.nomination_approve, name="nomination_approve"),
    path(
        f"{APPROVAL}/tra-lai/",
        nomination_approvals.nomination_send_back,
        name="nomination_send_back",
    ),
    path("lop-dang-goi-cu/", calls.call_list, name="call_list"),
    path(f"{RUN}/cu-hoc-vien/", nominations.nomination_create, name="nomination_create"),
    path(
        f"{RUN}/cu-hoc-vien/nguoi-moi/",
        nominations.nomination_new_person,
        name="nomination_new_person",
    ),
    path(
        f"{RUN}/cu-hoc-vien/tep-mau/",
        nomination_lists.nomination_template,
        name="nomination_template",
    ),
    path(f"{LISTS}/", nomination_lists.nomination_upload, name="nomination_upload"),
    path(f"{LISTS}/<str:token>/", nomination_lists.nomination_preview, name="nomination_preview"),
    path(
        f"{LISTS}/<str:token>/xac-nhan/",
        nomination_lists.nomination_confirm,
        name="nomination_confirm",
    ),
    path(
        f"{LISTS}/<str:token>/ket-qua/",
        nomination_lists.nomination_result,
        name="nomination_result",
    ),
    path(
        f"{LISTS}/<str:token>/tep-goc/",
        nomination_lists.nomination_original,
        name="nomination_original",
    ),
    path("lop-dang-nhan-dang-ky/", catalogue.run_catalogue, name="run_catalogue"),
    path(
        "lop-dang-nhan-dang-ky/<slug:code>/", catalogue.enrolment_request, name="enrolment_request"
    ),
]
