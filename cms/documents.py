"""Who may open a document. Wagtail would give it to anybody who has the link."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex

from accounts.models import User
from cms.access import enrolment_for
from cms.models import LearnerPage


def gate(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """None lets the document through. Raises: PermissionDenied."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not may_read(request.user, document):
        raise PermissionDenied
    return None


def may_read(user: User, document: AbstractDocument) -> bool:
    """People who write content read all documents; learners those of lessons that one of their classes teaches."""
    if user.has_perm("wagtailadmin.access_admin"):
        return True
    references = ReferenceIndex.get_references_to(document)
    page_ids = references.filter(base_content_type__app_label="wagtailcore").values("object_id")
    pages = Page.objects.live().filter(pk__in=[int(row["object_id"]) for row in page_ids])
    lessons = (page for page in pages.specific() if isinstance(page, LearnerPage))
    return any(enrolment_for(user, lesson, has_begun=True) for lesson in lessons)
