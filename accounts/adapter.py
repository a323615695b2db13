"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up: an account comes from an administrator, or is claimed with a one-time code."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
