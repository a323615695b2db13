"""Addresses of the spokesperson network."""

from django.urls import URLPattern, path

from trainees.views import register, spokespersons

urlpatterns: list[URLPattern] = [
    path("nguoi-phat-ngon/", register.public_spokespersons, name="public_spokespersons"),
    path("mang-luoi-phat-ngon/", spokespersons.spokesperson_list, name="spokesperson_list"),
    path(
        "mang-luoi-phat-ngon/do-phu/",
        spokespersons.spokesperson_coverage,
        name="spokesperson_coverage",
    ),
    path(
        "mang-luoi-phat-ngon/<slug:code>/<day:valid_from>/phan-cong/",
        spokespersons.spokesperson_assign,
        name="spokesperson_assign",
    ),
    path(
        "mang-luoi-phat-ngon/<str:token>/sua/",
        spokespersons.spokesperson_edit,
        name="spokesperson_edit",
    ),
    path(
        "mang-luoi-phat-ngon/<str:token>/dang/",
        spokespersons.spokesperson_post,
        name="spokesperson_post",
    ),
    path(
        "mang-luoi-phat-ngon/<str:token>/ket-thuc/",
        spokespersons.spokesperson_end,
        name="spokesperson_end",
    ),
]
