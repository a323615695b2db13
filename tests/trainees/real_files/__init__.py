"""Lists of people in the shape in which offices send them, built in code, with what must come out of each.

Nobody in them exists. ``CASES`` is all of them; ``tests/trainees/test_real_files.py`` reads each one.
"""

from tests.trainees.real_files.fonts import FONTS
from tests.trainees.real_files.layouts import LAYOUTS
from tests.trainees.real_files.refusals import REFUSALS
from tests.trainees.real_files.values import VALUES

CASES = [*LAYOUTS, *VALUES, *FONTS, *REFUSALS]
