"""Addresses of the directory and of the decrees that reorganise it."""

from django.urls import path, register_converter

from organisations.converters import DayConverter, LevelConverter
from organisations.views import agencies, directory, plan_lines, reorganisations

register_converter(LevelConverter, "level")
register_converter(DayConverter, "day")

DECREE = "van-ban-sap-xep/<str:token>/"

app_name = "organisations"
urlpatterns = [
    path("don-vi-hanh-chinh/", directory.unit_list, name="unit_list"),
    path(
        "don-vi-hanh-chinh/<level:level>/<str:code>/<day:valid_from>/",
        directory.unit_detail,
        name="unit_detail",
    ),
    path("co-quan/", directory.organisation_list, name="organisation_list"),
    path("co-quan-moi/", agencies.organisation_create, name="organisation_create"),
    path(
        "co-quan/<slug:code>/<day:valid_from>/",
        directory.organisation_detail,
        name="organisation_detail",
    ),
    path(
        "co-quan/<slug:code>/<day:valid_from>/sua/",
        agencies.organisation_edit,
        name="organisation_edit",
    ),
    path(
        "co-quan/<slug:code>/<day:valid_from>/ten-goi-khac/them/",
        agencies.alias_create,
        name="alias_create",
    ),
    path(
        "co-quan/<slug:code>/<day:valid_from>/ten-goi-khac/bo/",
        agencies.alias_remove,
        name="alias_remove",
    ),
    path("van-ban-sap-xep/", reorganisations.reorganisation_list, name="reorganisation_list"),
    path(
        "van-ban-sap-xep-moi/", reorganisations.reorganisation_create, name="reorganisation_create"
    ),
    path(DECREE, reorganisations.reorganisation_detail, name="reorganisation_detail"),
    path(f"{DECREE}sua/", reorganisations.reorganisation_edit, name="reorganisation_edit"),
    path(
        f"{DECREE}bang-chuyen-doi/",
        reorganisations.reorganisation_table,
        name="reorganisation_table",
    ),
    path(
        f"{DECREE}bang-chuyen-doi/mau/",
        reorganisations.reorganisation_table_template,
        name="reorganisation_table_template",
    ),
    path(
        f"{DECREE}de-xuat-co-quan/",
        reorganisations.reorganisation_propose,
        name="reorganisation_propose",
    ),
    path(f"{DECREE}don-vi-moi/them/", plan_lines.planned_unit_create, name="planned_unit_create"),
    path(
        f"{DECREE}don-vi-moi/<level:level>/<str:code>/bo/",
        plan_lines.planned_unit_remove,
        name="planned_unit_remove",
    ),
    path(
        f"{DECREE}don-vi-cu/them/",
        plan_lines.planned_unit_link_create,
        name="planned_unit_link_create",
    ),
    path(
        f"{DECREE}don-vi-cu/<level:level>/<str:code>/<day:valid_from>/bo/",
        plan_lines.planned_unit_link_remove,
        name="planned_unit_link_remove",
    ),
    path(
        f"{DECREE}co-quan-moi/them/",
        plan_lines.planned_organisation_create,
        name="planned_organisation_create",
    ),
    path(
        f"{DECREE}co-quan-moi/<slug:code>/bo/",
        plan_lines.planned_organisation_remove,
        name="planned_organisation_remove",
    ),
    path(
        f"{DECREE}co-quan-cu/them/",
        plan_lines.planned_organisation_link_create,
        name="planned_organisation_link_create",
    ),
    path(
        f"{DECREE}co-quan-cu/<slug:code>/<day:valid_from>/bo/",
        plan_lines.planned_organisation_link_remove,
        name="planned_organisation_link_remove",
    ),
]
