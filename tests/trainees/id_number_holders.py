"""Who carries a number, for the tests of ID numbers."""

from trainees.models import Trainee
from trainees.sealed_numbers import sealer


def who_carries(number):
    """Records with these twelve digits, those merged into another included."""
    return Trainee.objects.filter(id_number__index=sealer().index(number))
