"""Workbooks for the tests of reading them."""

import base64
import io
import zlib

import pytest
import xlsxwriter

from common.spreadsheets import UnreadableFile, read
from tests.trainees.real_files.build import repacked

__all__ = ["GOOD", "OLD_XLS", "OLE", "one_sheet", "refusal", "repacked", "workbook"]

# A list of one person written by Excel 97's format (xlwt), packed; no writer of .xls is installed.
OLD_XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O=uHA6#iy6X@2O>Zf%8DSeAmV)<P98UfNix)=NUQ5q}UgZ9@|(iKIoS2d&l~1;LZzrO+O{M7>x=4|-"
        "ClQhyGDAS8+idJ+^ov{~Q0-Dp}78qh+^e#^X>`R2`=nKwVXvoGfL+|-"
        "@MJeHvoDhgHr6(yXY5GZCeP`PEvWHI(ruw1Mu1pG9S6<$23dghaJDCav51-"
        "CtqNdoUF9LH%y(y6$)irB+_hzZ$;4w3>lh^a;c_o|lV0Lu+5Z?Wb>mb;m`%(8=YbK)50Ly^{9&MH2lG;vuqq}^Gr^Ol("
        "%sK-"
        ";eiqBsWwyqalnPlwL8Y?h7m6!%iXiq#9&&YfYW)K9ryW7Lz_M?Ox>S(g3@!c|kZ^d2x$aMMD<pqfUv6T1yh4<4WF6XZ*"
        "9$*~SN!}!r&~eBEKB&86sf0O_A4n`9NecrURG=>!4M6P2bHl_L<jCGAJ|iWM_Q+6f%p6Ik5>*g=cu5MnNaBf+Vx<Jqm@"
        "<-}LQTvPIYe}n=sClVKN(|kk-<Jxv?Yg16>qjml7pz>w9Z>jqfsr~{Q4@~-"
        "y1r?%s9VD?AOg^IXYOlAZt+NYS!QZvTWu2HkKFJ>LyM%vaF*aQ{3EJ?<Dq3u+AkeZKig1GG2#TO43^>J^AIpJ!A4iXe*"
        "_&J^8bB**BpnG?9-"
        "6slI$B&?ef%^=lIML&aD)N7Fl&4SyU{enoReU^(y98Z45}B&RcB=cISUubkre%Fd~jQyp9CGF#`AAagqVT<WWAOZv(#Q"
        ">cg8j{++BQe|6&mYMByU7boT?#gE90R4?1T)1%I!i5VLE?lf5$d63Lz8COEqSyIc_c{M{7AX|m-"
        "z4i62kB0irn{Yqy>tZ}MFwMKt)GqXilQyC!aBwOg%XFU^$dp5&;1xKd;QXNOO%dh#TB)Gw}r}Wzfev;|8x640WX;4Z2"
    )
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(fill, **options):
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, **options})
    fill(book)
    book.close()
    return output.getvalue()


def one_sheet(rows):
    def fill(book):
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(fill)


def refusal(data, filename, reader=read, **limits):
    with pytest.raises(UnreadableFile) as caught:
        reader(data, filename, **limits)
    return str(caught.value)


GOOD = one_sheet([["Họ và tên"], ["Nguyễn Văn An"]])
