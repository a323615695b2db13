"""The account that opens all others."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts import actions
from accounts.models import Role, User
from organisations.models import Organisation


class Command(BaseCommand):
    help = "Open the first administrator's account; the password is asked for, never given on the command line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument(
            "--organisation", required=True, help="code of the agency, e.g. so-tu-phap-12"
        )

    @transaction.atomic
    def handle(self, *, username: str, full_name: str, organisation: str, **options: Any) -> None:
        agencies = Organisation.objects.valid_on(timezone.localdate())
        agency = agencies.filter(code=organisation).first()
        if agency is None:
            raise CommandError(f"No agency of today has the code {organisation}.")
        user = User(username=username, full_name=full_name)
        password = getpass.getpass("Mật khẩu: ")
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        actions.grant(user, role=Role.ADMINISTRATOR, organisation=agency, by=None)
        self.stdout.write(f"{username}: {Role.ADMINISTRATOR.label}, {agency}.")
