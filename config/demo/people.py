"""Fictional people. No name here stands for a person: families, middle and given names are drawn by a fixed seed."""

from random import Random
from typing import NamedTuple

KINH = (
    ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh"),
    {"male": ("Văn", "Đức", "Quang", "Minh", "Hữu"), "female": ("Thị", "Thu", "Ngọc", "Thanh")},
    {
        "male": (
            "An",
            "Bình",
            "Cường",
            "Dũng",
            "Đạt",
            "Hải",
            "Hùng",
            "Khánh",
            "Long",
            "Nam",
            "Sơn",
        ),
        "female": ("Ánh", "Chi", "Dung", "Hà", "Hạnh", "Hương", "Lan", "Ngân", "Thảo", "Yến"),
    },
)
THAI = (
    ("Lò", "Vàng", "Hà", "Đèo", "Mào", "Tòng", "Quàng", "Lường"),
    {"male": ("Văn",), "female": ("Thị",)},
    {
        "male": ("Chiến", "Đôi", "Hặc", "Inh", "Muôn", "Phanh", "Tỉnh", "Xuân"),
        "female": ("Bun", "Đôi", "Hoan", "Inh", "Pâng", "Thương", "Vân"),
    },
)
MONG = (
    ("Giàng", "Sùng", "Vàng", "Thào", "Mùa", "Lý", "Cứ", "Hạng"),
    {"male": ("A",), "female": ("Thị",)},
    {
        "male": ("Chính", "Dơ", "Lử", "Páo", "Sùng", "Tủa", "Vảng"),
        "female": ("Dợ", "Máy", "Mỷ", "Pàng", "Sua", "Xía"),
    },
)
HA_NHI = (
    ("Pờ", "Lỳ", "Vù", "Phùng", "Chang", "Toán"),
    {"male": ("Xè", "Phí", "Go"), "female": ("Mì", "Gó", "Xó")},
    {"male": ("Cà", "Hừ", "Po", "Tư"), "female": ("De", "Nu", "Phe", "Xa")},
)
CO_HO = (
    ("",),
    {"male": ("",), "female": ("Ka",)},
    {"male": ("K’Brếp", "K’Brôi", "K’Tam", "K’Wẹ"), "female": ("Thị", "Hương", "Duyên", "Plỏi")},
)
LAI_CHAU = (KINH, KINH, THAI, THAI, MONG, HA_NHI)
LAM_DONG = (KINH, KINH, KINH, CO_HO)


class Person(NamedTuple):
    full_name: str
    sex: str
    birth_year: int
    birth_month: int | None
    birth_day: int | None


def people(chance: Random, number: int, peoples: tuple = LAI_CHAU) -> list[Person]:
    """``number`` people with distinct names, years of birth 1966-2001; every seventh gives the year only."""
    made: dict[str, Person] = {}
    while len(made) < number:
        families, middles, givens = chance.choice(peoples)
        sex = chance.choice(("male", "female"))
        words = (chance.choice(families), chance.choice(middles[sex]), chance.choice(givens[sex]))
        name = " ".join(word for word in words if word)
        if name in made:
            name = (
                f"{words[0]} {chance.choice(('Hồng', 'Xuân', 'Bích', 'Tiến'))} {words[2]}".strip()
            )
        whole_date = len(made) % 7 != 0
        made.setdefault(
            name,
            Person(
                name,
                sex,
                chance.randint(1966, 2001),
                chance.randint(1, 12) if whole_date else None,
                chance.randint(1, 28) if whole_date else None,
            ),
        )
    return list(made.values())
