"""Middleware that needs to know how the site is put together."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

CMS_PREFIX = "/cms/"


class PolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere; inline scripts and styles only inside the Wagtail admin, which writes them."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(CMS_PREFIX):
            loosened: dict[str, Any] = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
            }
            parts.replace = {**(parts.replace or {}), **loosened}
        return parts
