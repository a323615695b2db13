"""Words of certificates from bare to endless, and what an office's tools read in the printed sheet."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from certificates.words import CertificateWords

MM = 72 / 25.4

WORDS = CertificateWords(
    superior_agency="UBND TỈNH LAI CHÂU",
    issuing_agency="SỞ TƯ PHÁP",
    register_number="027/2026/GCN-STP",
    full_name="Nguyễn Thị Phượng",
    birth="05/02/1985",
    position="Công chức Tư pháp - Hộ tịch",
    organisation="Ủy ban nhân dân xã Nậm Tăm, tỉnh Lai Châu",
    course_title="Kiến thức, kỹ năng truyền thông chính sách",
    run_title="Kỹ năng truyền thông chính sách cho tuyên truyền viên pháp luật năm 2026",
    starts_on=date(2026, 2, 3),
    ends_on=date(2026, 2, 4),
    periods=16,
    mode="Trực tiếp",
    venue="Hội trường Sở Tư pháp, phường Tân Phong",
    grade_band="Khá",
    place="Lai Châu",
    issued_on=date(2026, 2, 5),
    signer_capacity="KT. GIÁM ĐỐC",
    signer_title="PHÓ GIÁM ĐỐC",
    signer_name="Lò Văn Đức",
    verification_url="https://vi-du.gov.vn/chung-nhan/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA/",
    result_decision="Quyết định số 12/QĐ-STP ngày 05/02/2026",
)

PRINTED = """
UBND TỈNH LAI CHÂU
SỞ TƯ PHÁP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
GIẤY CHỨNG NHẬN
Chứng nhận ông/bà
Nguyễn Thị Phượng
Ngày sinh: 05/02/1985
Chức vụ: Công chức Tư pháp - Hộ tịch
Đơn vị công tác: Ủy ban nhân dân xã Nậm Tăm, tỉnh Lai Châu
Đã hoàn thành lớp tập huấn:
“Kỹ năng truyền thông chính sách cho tuyên truyền viên pháp luật năm 2026”
Khóa tập huấn: Kiến thức, kỹ năng truyền thông chính sách
Thời gian: từ ngày 03/02/2026 đến ngày 04/02/2026 – Thời lượng: 16 tiết – Hình thức: Trực tiếp
Địa điểm: Hội trường Sở Tư pháp, phường Tân Phong
Xếp loại: Khá
Lai Châu, ngày 05 tháng 02 năm 2026
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lò Văn Đức
Quyết định số 12/QĐ-STP ngày 05/02/2026
Số vào sổ: 027/2026/GCN-STP
Quét mã để kiểm tra, hoặc mở địa chỉ:
vi-du.gov.vn/chung-nhan/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA
"""

BARE_WORDS = replace(
    WORDS,
    full_name="K'Brếp",
    birth="1985",
    position="",
    organisation="",
    course_title=WORDS.run_title,
    ends_on=WORDS.starts_on,
    mode="",
    venue="",
    grade_band="",
    signer_capacity="",
    result_decision="",
)

BARE_PRINTED = """
UBND TỈNH LAI CHÂU
SỞ TƯ PHÁP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
GIẤY CHỨNG NHẬN
Chứng nhận ông/bà
K'Brếp
Năm sinh: 1985
Đã hoàn thành lớp tập huấn:
“Kỹ năng truyền thông chính sách cho tuyên truyền viên pháp luật năm 2026”
Thời gian: ngày 03/02/2026 – Thời lượng: 16 tiết
Lai Châu, ngày 05 tháng 02 năm 2026
PHÓ GIÁM ĐỐC
Lò Văn Đức
Số vào sổ: 027/2026/GCN-STP
Quét mã để kiểm tra, hoặc mở địa chỉ:
vi-du.gov.vn/chung-nhan/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA
"""

ORGANISATION_OF_90 = (
    "Trung tâm Dịch vụ tổng hợp và Truyền thông cơ sở thuộc Ủy ban nhân dân phường Đoàn Kết Một"
)
TITLE_OF_160 = (
    "Bồi dưỡng kiến thức, kỹ năng truyền thông, kỹ năng xử lý thông tin và ứng phó với khủng hoảng"
    " truyền thông trên không gian mạng cho phóng viên, biên tập viên cả"
)

LONG_WORDS = replace(
    WORDS,
    superior_agency="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    issuing_agency="SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH - TRUNG TÂM VĂN HÓA NGHỆ THUẬT TỈNH LÂM ĐỒNG",
    full_name="Nguyễn Phúc Công Tằng Tôn Nữ Hoàng Thị Diệu Huyền Phương Thảo",
    organisation=ORGANISATION_OF_90,
    course_title=f"Khóa {TITLE_OF_160}"[:160],
    run_title=TITLE_OF_160,
    signer_name="Tôn Nữ Hoàng Thị Diệu Huyền Phương Thảo",
)

LONGEST_WORDS = replace(
    LONG_WORDS,
    full_name="Nguyễn " * 21 + "Thị",
    position="W" * 255,
    organisation="Đơn vị " * 36,
    course_title="Khóa học " * 28,
    run_title="Tập huấn " * 28,
    venue="Hội trường " * 23,
    place="Thành phố " * 10,
    signer_capacity="QUYỀN GIÁM ĐỐC " * 8,
    signer_title="PHÓ GIÁM ĐỐC " * 8,
    result_decision="Quyết định " * 20,
    register_number="027/2026/" + "GCN" * 30,
    verification_url="https://" + "tap-huan." * 8 + "gov.vn/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA/",
)


def run(tool, *arguments, file, binary=False):
    """What ``tool`` prints about the PDF given as bytes."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    done = subprocess.run([tool, *arguments], input=file, capture_output=True, check=True)
    return done.stdout if binary else done.stdout.decode()


def text_of(file):
    return " ".join(run("pdftotext", "-raw", "-", "-", file=file).split())


def picture_of(file, dpi):
    png = run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-", file=file, binary=True)
    return Image.open(BytesIO(png))


def word_boxes(file):
    """Each printed word with left, top, right, bottom in millimetres."""
    found = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>',
        run("pdftotext", "-bbox", "-", "-", file=file),
    )
    return [(text, *(float(side) / MM for side in sides)) for *sides, text in found]
