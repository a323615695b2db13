"""The sheet of one half-day as it was sent: plain radio groups, since 120 form fields cost too much to draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from common.refusals import Refused
from courses.models import Enrolment, Presence

CHOSEN, SHOWN = "nguoi-", "truoc-"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``choice`` is what is ticked on the page, ``saved`` what the database holds; empty for nothing."""

    enrolment: Enrolment
    saved: str
    choice: str


class AttendanceSheet:
    """The rows of a sheet, blank or as sent.

    Besides each choice the page carries what it showed when it was drawn: only what the trainer changed is
    written, and "everybody present" means everybody who stood on that page.
    """

    def __init__(
        self,
        enrolments: Iterable[Enrolment],
        saved: Mapping[int, str],
        data: Mapping[str, str] | None = None,
    ) -> None:
        self.enrolments = list(enrolments)
        self.saved = saved
        self.data = data
        self.refusal: Refused | None = None

    @property
    def rows(self) -> list[SheetRow]:
        return [self._row(enrolment) for enrolment in self.enrolments]

    def _row(self, enrolment: Enrolment) -> SheetRow:
        saved = self.saved.get(enrolment.pk, "")
        sent = self.data.get(CHOSEN + enrolment.token, "") if self.data else ""
        return SheetRow(enrolment, saved, sent if sent in Presence.values else saved)

    @property
    def shown(self) -> set[str]:
        """Tokens of the people who stood on the page that was sent."""
        names = self.data or {}
        return {name.removeprefix(SHOWN) for name in names if name.startswith(SHOWN)}

    def changes(self, *, all_present: bool = False) -> dict[str, str]:
        """What was ticked or changed, by enrolment token; ``all_present`` fills in whoever was left blank."""
        data = self.data or {}
        wanted = {}
        for token in self.shown:
            blank = Presence.PRESENT.value if all_present else ""
            choice = data.get(CHOSEN + token) or blank
            if choice and choice != data.get(SHOWN + token):
                wanted[token] = choice
        return wanted

    @property
    def is_stale(self) -> bool:
        """Somebody left the list since the page was drawn."""
        return not self.shown <= {enrolment.token for enrolment in self.enrolments}

    @property
    def newcomers(self) -> list[Enrolment]:
        """Confirmed since the page was drawn, not ticked yet."""
        return [
            enrolment
            for enrolment in self.enrolments
            if enrolment.token not in self.shown and enrolment.pk not in self.saved
        ]
