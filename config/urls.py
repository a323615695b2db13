"""Every address of the site. What is not named public here or in its view needs a signed-in person."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from config import views

urlpatterns = [
    # Lessons first: they are read more often than all other pages together, and addresses are tried in order.
    path("", include("cms.urls")),
    path("bat-dau/", views.start, name="start"),
    path("cong-viec/<str:token>/", views.job_detail, name="job_detail"),
    path("cong-viec/<str:token>/tien-do/", views.job_fragment, name="job_fragment"),
    path("cong-viec/<str:token>/tam-dung/", views.job_pause, name="job_pause"),
    path("cong-viec/<str:token>/tiep-tuc/", views.job_resume, name="job_resume"),
    path("tai-khoan/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("notices.urls")),
    path("", include("organisations.urls")),
    path("", include("trainees.urls")),
    path("", include("courses.urls")),
    path("", include("certificates.urls")),
    path("", include("reports.urls")),
    # Before Wagtail's own sign-in page, which knows neither rate limits nor second factors.
    path("cms/login/", views.cms_door, name="wagtailadmin_login"),
    path("cms/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    *(static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) if settings.DEBUG else []),
    # Wagtail's pages come last. They are public or close themselves (cms.models.LearnerPage.serve).
    *decorate_urlpatterns(wagtail_urls.urlpatterns, login_not_required),
]
