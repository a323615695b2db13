"""Which agency and which category the words in a roster mean. Pure; what is asked twice is answered from memory."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.vietnamese import fold, fold_spelling
from trainees.roster_cells import Complaint
from trainees.roster_facts import Agency, Category, Facts
from trainees.roster_table import is_agency

MOST_OFFERED = 4
# An office within an agency; everything else that begins like an agency is another one.
_PARTS = ("phòng ", "ban ", "tổ ", "bộ phận ", "đội ", "khoa ", "trạm ", "chi bộ ")

_OTHER_AGENCY = gettext_lazy(
    "Hàng ghi cơ quan khác; danh sách này của %(agency)s. Chuyển hàng này sang danh sách của cơ quan đó."
)
_PART_OF = gettext_lazy("Không rõ đơn vị này; được hiểu là một bộ phận của %(agency)s.")
_SEVERAL = gettext_lazy(
    "Tên này là của nhiều cơ quan: %(names)s. Tải lên riêng danh sách của từng cơ quan."
)
_UNKNOWN = gettext_lazy("Không tìm thấy cơ quan này. Ghi đúng tên; tên gần nhất: %(names)s.")
_UNKNOWN_ALL = gettext_lazy(
    "Không tìm thấy cơ quan này trong các cơ quan được giao. Ghi đúng tên như trong mục “Cơ quan, đơn vị”."
)


class Agencies:
    """The agency of each row: the one of the roster, or the one that the row names."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.by_name: dict[str, list[Agency]] = defaultdict(list)
        for agency in facts.agencies:
            for name in agency.names:
                self.by_name[name].append(agency)
        self.answers: dict[str, tuple[Agency | None, Complaint | None]] = {}

    def named(self, written: str) -> tuple[Agency | None, Complaint | None]:
        if written not in self.answers:
            one = self.facts.agency
            self.answers[written] = self._held_to(one, written) if one else self._found(written)
        return self.answers[written]

    def _held_to(self, agency: Agency, written: str) -> tuple[Agency, Complaint | None]:
        name = fold_spelling(written)
        if not name:
            return agency, None
        is_other = name in self.facts.foreign_names and name not in agency.names
        if not is_other and any(own in name for own in agency.names):
            return agency, None
        words = {"agency": agency.name}
        if is_other or (is_agency(written) and not name.startswith(_PARTS)):
            return agency, ("error", _OTHER_AGENCY % words)
        return agency, ("warning", _PART_OF % words)

    def _found(self, written: str) -> tuple[Agency | None, Complaint | None]:
        name = fold_spelling(written)
        if not name:
            return None, ("error", _("Thiếu đơn vị công tác. Ghi tên cơ quan, đơn vị vào cột này."))
        found = self.by_name.get(name, [])
        if len(found) == 1:
            return found[0], None
        if found:
            return None, ("error", _SEVERAL % {"names": _quoted(one.name for one in found)})
        offered = self._nearest(name)
        words = _UNKNOWN % {"names": offered} if offered else str(_UNKNOWN_ALL)
        return None, ("error", words)

    def _nearest(self, name: str) -> str:
        keys = get_close_matches(name, self.by_name, n=MOST_OFFERED, cutoff=0.6)
        names = dict.fromkeys(agency.name for key in keys for agency in self.by_name[key])
        return _quoted([*names][:MOST_OFFERED])


class Categories:
    """The category by its label or code, or by a part of the label that fits one only."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self.all = list(categories)
        self.by_name = {fold(one.label): one for one in self.all}
        self.by_name |= {one.code: one for one in self.all}
        self.answers: dict[str, Category | str] = {}

    def named(self, written: str) -> Category | str:
        """The category, or in words what is wrong."""
        if written not in self.answers:
            self.answers[written] = self._found(fold(written))
        return self.answers[written]

    def _found(self, name: str) -> Category | str:
        if name in self.by_name:
            return self.by_name[name]
        near = [one for one in self.all if name in fold(one.label) or fold(one.label) in name]
        if len(near) == 1:
            return near[0]
        labels = [one.label for one in near] or [
            self.by_name[key].label
            for key in get_close_matches(name, self.by_name, n=MOST_OFFERED, cutoff=0.5)
        ]
        if not labels:
            return _("Không rõ đối tượng. Ghi đúng tên như trong danh mục của tệp mẫu.")
        names = _quoted([*dict.fromkeys(labels)][:MOST_OFFERED])
        return _("Không rõ đối tượng. Ghi đúng một trong: %(names)s.") % {"names": names}


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
