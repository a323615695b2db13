"""Addresses of the directory."""

from django.urls import path, register_converter

from organisations import views
from organisations.converters import DayConverter, LevelConverter

register_converter(LevelConverter, "level")
register_converter(DayConverter, "day")

app_name = "organisations"
urlpatterns = [
    path("don-vi-hanh-chinh/", views.unit_list, name="unit_list"),
    path(
        "don-vi-hanh-chinh/<level:level>/<str:code>/<day:valid_from>/",
        views.unit_detail,
        name="unit_detail",
    ),
    path("co-quan/", views.organisation_list, name="organisation_list"),
    path(
        "co-quan/<slug:code>/<day:valid_from>/",
        views.organisation_detail,
        name="organisation_detail",
    ),
]
