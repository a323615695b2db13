"""PDF answers."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_response(content: bytes, filename: str, *, is_download: bool) -> HttpResponse:
    """A PDF that no browser and no proxy keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    name = filename.replace("/", "-")
    response["Content-Disposition"] = str(content_disposition_header(is_download, f"{name}.pdf"))
    response["Cache-Control"] = "no-store"
    return response
