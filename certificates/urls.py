from django.urls import URLPattern, URLResolver, path

from certificates.views import batches, public, register, registers, templates

app_name = "certificates"
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<str:token>/", public.certificate_check, name="certificate_check"),
    path("tra-cuu/", public.certificate_lookup, name="certificate_lookup"),
    path("lop-hoc/<str:code>/giay-chung-nhan/", batches.batch_create, name="batch_create"),
    path("de-nghi-cap/", batches.batch_list, name="batch_list"),
    path("de-nghi-cap/<str:token>/", batches.batch_detail, name="batch_detail"),
    path("de-nghi-cap/<str:token>/tien-do/", batches.batch_progress, name="batch_progress"),
    path("de-nghi-cap/<str:token>/duyet/", batches.batch_approve, name="batch_approve"),
    path("de-nghi-cap/<str:token>/tra-lai/", batches.batch_return, name="batch_return"),
    path("de-nghi-cap/<str:token>/cap-tiep/", batches.batch_continue, name="batch_continue"),
    path("so-goc/<str:code>/mo-so/", registers.register_open, name="register_open"),
    path("giay-chung-nhan/", register.certificate_list, name="certificate_list"),
    path("giay-chung-nhan/cua-toi/", register.my_certificates, name="my_certificates"),
    path(
        "giay-chung-nhan/<str:token>/xem-truoc/",
        register.certificate_preview,
        name="certificate_preview",
    ),
    path(
        "giay-chung-nhan/<str:token>/tai-ve/",
        register.certificate_download,
        name="certificate_download",
    ),
    path(
        "giay-chung-nhan/<str:token>/thu-hoi/",
        register.certificate_revoke,
        name="certificate_revoke",
    ),
    path("giay-chung-nhan/<str:token>/huy/", register.certificate_void, name="certificate_void"),
    path(
        "giay-chung-nhan/<str:token>/cap-lai/",
        register.certificate_reissue,
        name="certificate_reissue",
    ),
    path(
        "mau-giay-chung-nhan/<str:code>/",
        templates.certificate_template,
        name="certificate_template",
    ),
    path(
        "mau-giay-chung-nhan/<str:code>/xem-truoc/",
        templates.template_preview,
        name="template_preview",
    ),
]
