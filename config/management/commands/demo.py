"""The demonstration: an empty database becomes a province that trains, then a server and a worker run."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.demo.cast import LAI_CHAU, LAM_DONG, PASSWORD


class Command(BaseCommand):
    help = "Migrate, build sample training in an empty database, print the sign-ins, serve, and run a worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="build and exit")
        parser.add_argument("--reset", action="store_true", help="delete the SQLite database first")
        parser.add_argument("--address", default="127.0.0.1:8000", help="where to listen")

    def handle(self, **options: Any) -> None:
        if not settings.DEMO_IS_WELCOME:
            raise CommandError("The demonstration does not run under production settings.")
        if os.environ.get("RUN_MAIN"):
            return
        if options["reset"]:
            self._reset()
        self._prepare()
        self._print_sign_ins(options["address"])
        if not options["no_serve"]:
            self._serve(options["address"])

    def _reset(self) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(
                "--reset deletes a SQLite file only; drop the other database yourself."
            )
        connection.close()
        name = str(settings.DATABASES["default"]["NAME"])
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)

    def _prepare(self) -> None:
        from config.demo.build import build  # noqa: PLC0415 -- needs the migrated database's apps
        from trainees.models import Trainee  # noqa: PLC0415 -- as above

        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        # In this order: the page tree is planted as migrate ends, and planting asks the cache.
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=0)
        if Trainee.objects.exists():
            self.stdout.write("Cơ sở dữ liệu đã có học viên: giữ nguyên, không dựng dữ liệu mẫu.")
            return
        build(self.stdout.write)
        call_command("worker", batch=True, verbosity=0, startup_delay=False, interval=0)

    def _print_sign_ins(self, address: str) -> None:
        self.stdout.write(f"\nhttp://{address}/  –  mật khẩu chung: {PASSWORD}")
        for part in (*LAI_CHAU, *LAM_DONG):
            self.stdout.write(f"  {part.username:<12} {part.role.label}")
        self.stdout.write(
            "  hocvien      Học viên (phóng viên)\n  hocvien.xa   Học viên (cấp xã)\n"
        )

    def _serve(self, address: str) -> None:
        """The worker is a child: it ends with the server, and whatever it had in hand is resumed next time."""
        worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=settings.BASE_DIR)
        try:
            call_command("runserver", address, use_reloader=False)
        finally:
            worker.terminate()
            worker.wait(timeout=20)
