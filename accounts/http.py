"""The request of a signed-in person: the middleware closes every page to the rest."""

from django.http import HttpRequest

from accounts.models import User


class AuthedRequest(HttpRequest):
    user: User
