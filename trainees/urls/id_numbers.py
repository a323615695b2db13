"""Addresses of personal ID numbers."""

from django.urls import URLPattern, path

from trainees.views import id_numbers

urlpatterns: list[URLPattern] = [
    path("hoc-vien/<str:token>/so-dinh-danh/", id_numbers.id_number_edit, name="id_number_edit"),
    path(
        "hoc-vien/<str:token>/so-dinh-danh/xoa/",
        id_numbers.id_number_remove,
        name="id_number_remove",
    ),
    path(
        "hoc-vien/<str:token>/so-dinh-danh/xem/",
        id_numbers.id_number_reveal,
        name="id_number_reveal",
    ),
]
