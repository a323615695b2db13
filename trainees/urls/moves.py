"""Addresses of people whose agency was reorganised."""

from django.urls import URLPattern, path

from trainees.views import moves

DECREE = "van-ban-sap-xep/<str:token>/"

urlpatterns: list[URLPattern] = [
    path(f"{DECREE}thuc-hien/", moves.reorganisation_apply, name="reorganisation_apply"),
    path(f"{DECREE}hoan-tac/", moves.reorganisation_undo, name="reorganisation_undo"),
    path(f"{DECREE}con-phai-lam/", moves.reorganisation_rest, name="reorganisation_rest"),
    path(f"{DECREE}chuyen-vai-tro/", moves.reorganisation_grants, name="reorganisation_grants"),
    path("chuyen-don-vi/", moves.move_list, name="move_list"),
    path("chuyen-don-vi/chon/", moves.move_choose, name="move_choose"),
]
