"""Addresses of recognitions, categories and the public register."""

from django.urls import URLPattern, path

from trainees.views import categories, recognitions, register

urlpatterns: list[URLPattern] = [
    path("bao-cao-vien-phap-luat/", register.public_register, name="public_register"),
    path("doi-ngu/", recognitions.recognition_list, name="recognition_list"),
    path(
        "hoc-vien/<str:token>/doi-tuong/them/",
        recognitions.recognition_create,
        name="recognition_create",
    ),
    path(
        "hoc-vien/<str:token>/doi-tuong/<int:pk>/sua/",
        recognitions.recognition_edit,
        name="recognition_edit",
    ),
    path(
        "hoc-vien/<str:token>/doi-tuong/<int:pk>/ket-thuc/",
        recognitions.recognition_end,
        name="recognition_end",
    ),
    path("doi-tuong/", categories.category_list, name="category_list"),
    path("doi-tuong/them/", categories.category_create, name="category_create"),
    path("doi-tuong/<slug:code>/sua/", categories.category_edit, name="category_edit"),
]
