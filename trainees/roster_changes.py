"""What a row of a roster changes in the record of a person. A roster updates what it says and erases nothing. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from common.templatetags.ui import phone
from common.vietnamese import fold_spelling
from trainees.duplicates import phone_digits
from trainees.roster_facts import Category, Change, Person
from trainees.roster_matching import OPEN, compare_births
from trainees.roster_rows import RosterRow


def changes_of(
    row: RosterRow, person: Person, category: Category | None, id_index: str
) -> Iterator[Change]:
    """``category``: given where the row puts the person into it. Letter case alone changes nothing."""
    if is_more_precise(row, person):
        yield Change("birth", str(person.birth or ""), str(row.birth))
    if row.sex and row.sex != person.sex:
        yield Change("sex", sex_in_words(person.sex), sex_in_words(row.sex))
    if row.position and fold_spelling(row.position) != fold_spelling(person.position):
        yield Change("position", person.position, row.position)
    if row.phone and phone_digits(row.phone) != phone_digits(person.phone):
        yield Change("phone", phone(person.phone), phone(row.phone))
    if row.email and row.email != person.email.lower():
        yield Change("email", person.email, row.email)
    if category:
        yield Change("category", "", category.label)
    if id_index and not person.id_index:
        yield Change("id_number", "", _("ghi bổ sung"))


def is_more_precise(row: RosterRow, person: Person) -> bool:
    """Whether the row tells more of the birth and contradicts nothing."""
    if row.birth is None or compare_births(row.birth, person.birth) != OPEN:
        return False
    known = person.birth
    return known is None or sum(map(bool, row.birth)) > sum(map(bool, known))


def sex_in_words(sex: str) -> str:
    return {"male": _("Nam"), "female": _("Nữ")}.get(sex, "")
