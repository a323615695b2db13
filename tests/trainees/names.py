"""Two hundred names of nobody in particular, and what they look like typed in each of the old ways."""

import unicodedata

_TCVN3_TYPED = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦"
_TCVN3_MEANT = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = dict(zip(_TCVN3_MEANT, _TCVN3_TYPED, strict=True))
# A mark is typed behind its vowel; with breve, circumflex and horn the tone is part of one mark.
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_CIRCUMFLEX = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "í": "í", "ì": "ì"}
TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"

NAMES = """
Nguyễn Văn An, Nguyễn Thị Ánh, Nguyễn Đức Thủy, Nguyễn Ngọc Bình, Nguyễn Hữu Chiến, Nguyễn Thị Bích Diệp,
Nguyễn Trọng Đạt, Nguyễn Thế Hưng, Nguyễn Thị Hồng Hạnh, Nguyễn Quốc Huy, Nguyễn Thị Mỹ Lệ, Nguyễn Kỳ Nam,
Nguyễn Phượng Vỹ, Nguyễn Thị Quỳnh Như, Nguyễn Xuân Quý, Nguyễn Thị Yến, Nguyễn Cửu Thắng, Nguyễn Ỷ Lan,
Trần Văn Ẩn, Trần Thị Bưởi, Trần Quang Khoái, Trần Thị Cẩm Tú, Trần Đình Dũng, Trần Hoài Đức, Trần Thị Giỏi,
Trần Lệ Thủy, Trần Thị Nguyệt, Trần Ngọc Oanh, Trần Phúc Lộc, Trần Thị Thuỳ Dương, Trần Tuấn Kiệt, Trần Thị Ước,
Lê Văn Ba, Lê Thị Chuyên, Lê Thanh Hà, Lê Hoàng, Lê Hoà, Lê Hòa, Lê Thị Hường, Lê Khắc Hiếu, Lê Lới, Lê Mạnh Hùng,
Lê Thị Ngọc Ẩn, Lê Quý Độ, Lê Thị Riêng, Lê Sỹ Nghĩa, Lê Trí, Lê Thị Út, Lê Vĩnh Thụy, Lê Như Ý, Lê Thị Xuyến,
Phạm Văn Bảo, Phạm Thị Cúc, Phạm Đăng Khoa, Phạm Hồng Phong, Phạm Gia Khánh, Phạm Thị Loan, Phạm Ngũ Lãm,
Phạm Thị Thoa, Phạm Tiến Dật, Phạm Minh Tuệ, Phạm Vũ Luận, Hoàng Anh, Hoàng Hà, Hoàng Hùng, Hoàng Thị Hoè,
Hoàng Văn Thuỵ, Hoàng Thị Kim Cúc, Hoàng Ngọc Khuê, Huỳnh Thúc Khải, Huỳnh Thị Bảy, Huỳnh Tấn Phước, Phan Thị Hoa,
Phan Bội Ngọc, Phan Đình Phước, Phan Văn Trị, Vũ Hà, Vũ Thị Hậu, Vũ Lan, Vũ Trọng Phú, Võ Thị Sâm, Võ Văn Kiên,
Võ Nguyễn Tường Vy, Đặng Thị Thủy, Đặng Văn Nghĩa, Đặng Thuỳ Trang, Bùi Thị Xuyên, Bùi Hữu Ngãi, Bùi Văn Đạo,
Đỗ Thị Hằng, Đỗ Mừng, Đỗ Văn Quỳnh, Đỗ Hoàng Giang, Hồ Thị Kỷ, Hồ Xuân Hường, Hồ Văn Sỡi, Ngô Thì Nhân, Ngô Quyên,
Ngô Thị Thêu, Dương Văn Ngọ, Dương Thị Mận, Lý Thường Khang, Lý Thị Mẩy, Lý Tự Trung, Đào Duy Tư, Đào Thị Lụa,
Đoàn Thị Điền, Đoàn Văn Bơ, Trịnh Hoài Nghi, Trương Đính, Trương Thị Khuyến, Đinh Bộ Lãnh, Đinh Thị Vân,
Lâm Thị Mỹ Dạ, Lâm Văn Bền, Mai Thúc Liên, Mai Thị Thảo, Tô Hoàng, Tô Thị Hiến, Hà Văn Chúc, Hà Thị Cầu, Tạ Quang Bửng,
Chu Văn Tân, Chu Thị Thúy, Cao Trí, Cao Thị Hoãn, Thái Thị Liễu, Quách Đình Bảo, La Văn Cần, Từ Dũ, Vi Văn Đính,
Nông Đức Mẫn, Nông Thị Ngoãn, Phùng Chí Kiến, Tôn Thất Tuân, Tôn Nữ Thị Nga, Tôn-Nữ Ngọc Ẩn, Vương Thừa Vỹ,
Nghiêm Xuân Yên, Mạc Đĩnh Chương, Thạch Sanh Pha, Kim Thị Sóc, Châu Thị Tế, Lữ Văn Hoan, Khuất Duy Tiến, Ông Ích Khoan,
Lò Văn Ón, Lò Thị Mới, Lò Văn Pành, Lò Thị Ỏm, Quàng Văn Xôm, Quàng Thị Phấng, Cầm Bá Thược, Tòng Thị Ương, Cà Văn Chăn,
Điêu Chính Thu, Đèo Văn Ún, Lường Thị Ịn, Bạc Cầm Hặc, Vàng A Sùng, Vàng Thị Mỷ, Giàng A Pháo, Giàng Thị Dợ, Sùng A Chứ,
Thào Mí Lử, Thào Thị Súa, Mùa A Tủa, Cứ A Dế, Hạng Thị Páo, Lầu A Chảng, Tẩn Láo Lở, Tẩn Mý Ghến, Phàn Phù Lìn,
Chẻo San Mẩy, Pờ Gạ Xừ, Khoàng Lò Mé, Lỳ Hừ Cà, Chang Hà Mẹ, Lý Giá Lồng, Vừ A Dính, Ma Seo Chứ, Ly Thị Say,
K'Brếp, K'Bang, K’ Tếu, Ka Thị, Ka Đềr, Ka Brôi, K'Brôih, Ha Ngọc Liêng, Ha Brếu, Cil Múp Ha Thọ, Kơ Să Ha Lý,
Liêng Hót Ha Pướt, Bon Tô Sa Nga, Đa Cát Hoàng, H' Linh, H'Đăng Niê, Y Bhiêu Mlô, Y Krông Kđoh, Rơ Ông K'Măng, Điểu Ông,
Điểu Thị Ría, Thị Nhớ, Lan, Hùng, Ón, Dế, Bùi Thị Mẫn, Trần Đỉnh, Khổng Thị Ngổn, Lò Thị Nghẽn, Đỗ Thị Thỵ,
Cầm Thị Hẳn, Vàng A Sẵn
""".replace("\n", " ").split(",")  # fmt: skip
NAMES = [name.strip() for name in NAMES]


def to_tcvn3(text, *, capitals=False):
    """As typed in .VnTime; with ``capitals`` in .VnTimeH, which draws small codes as capitals.

    There are codes of capitals only for letters without a tone: a capital with one is typed as the small letter.
    """
    typed = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in _TCVN3 and not (capitals and letter.lower() in _TCVN3):
            typed.append(_TCVN3[letter])
        elif letter.lower() in _TCVN3:
            typed.append(_TCVN3[letter.lower()])
        else:
            typed.append(letter.upper() if capitals else letter)
    return "".join(typed)


def to_vni(text):
    """As typed in VNI-Times; a mark is a capital where its vowel is one."""
    typed = []
    for letter in unicodedata.normalize("NFC", text):
        marked = _vni_letter(letter.lower())
        typed.append(marked.upper() if letter.isupper() else marked)
    return "".join(typed)


def _vni_letter(letter):
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in TONE_MARKS), "")
    if "\u0302" in marks:
        return base + _CIRCUMFLEX[tone]
    if "\u0306" in marks:
        return base + _BREVE[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base]
    return base + (_TONES[tone] if tone else "")


def to_windows_1258(text):
    """What Windows writes: letters with hat or horn in one byte, each tone in a byte of its own behind."""
    out = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((part for part in parts if part in TONE_MARKS), "")
        out += unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter
    return out.encode("cp1258")
