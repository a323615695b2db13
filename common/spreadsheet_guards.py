"""What a workbook must pass before a parser may unpack it: no bomb, no macro, no password, no DTD."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 120 * 1024 * 1024
MAX_RATIO = 200
# Below this size even the densest part can do no harm, and short parts of ones and zeros are honestly that dense.
RATIO_COUNTS_FROM_BYTES = 4 * 1024 * 1024

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_PARTS = (".xml", ".rels", ".vml")
_DTD = [
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
]
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")

DAMAGED = (
    "Không mở được tệp: tệp bị hỏng hoặc chưa tải lên hết. Hãy mở bằng Excel, lưu lại rồi tải lên."
)
_MACRO = "Tệp có chứa macro. Hãy lưu lại dưới dạng .xlsx rồi tải lên."
PASSWORD = "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."  # noqa: S105 -- a message
_BOMB = "Tệp giải nén ra quá lớn nên không được mở. Hãy chép riêng bảng danh sách sang một tệp Excel mới."
_DTD_FOUND = (
    "Tệp có khai báo DTD không an toàn nên không được mở. Hãy mở bằng Excel, lưu lại rồi tải lên."
)
_OTHER_KIND = (
    "Nội dung tệp không đúng với đuôi “{kind}”. "
    "Hãy mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi tải lên."
)


class UnreadableFile(ValueError):
    """The file cannot or must not be read; ``str()`` says in Vietnamese what to do."""


def refuse_unsafe_zip(data: bytes) -> None:
    """Let only a plain .xlsx pass. Sizes are judged from the directory of the archive, before anything is unpacked.

    Raises: UnreadableFile.
    """
    if data.startswith(_OLE):
        refuse_unsafe_ole(data)
    if not data.startswith(_ZIP):
        raise UnreadableFile(_OTHER_KIND.format(kind=".xlsx"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_bomb(archive.infolist(), len(data))
            _refuse_macro(archive)
            _refuse_dtd(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableFile(DAMAGED) from error


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    names = {entry.filename for entry in entries}
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > MAX_RATIO * packed_bytes
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or too_dense:
        raise UnreadableFile(_BOMB)
    if len(names) != len(entries):
        raise UnreadableFile(DAMAGED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(PASSWORD)


def _refuse_macro(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any(name.lower().endswith(_MACRO_PARTS) for name in names):
        raise UnreadableFile(_MACRO)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableFile(_OTHER_KIND.format(kind=".xlsx"))
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise UnreadableFile(_MACRO)


def _refuse_dtd(archive: zipfile.ZipFile) -> None:
    """Reads each part whole: a comment of any length may stand before a DTD. Also proves sizes and checksums true."""
    for entry in archive.infolist():
        content = archive.read(entry)
        if entry.filename.lower().endswith(_XML_PARTS) and any(word in content for word in _DTD):
            raise UnreadableFile(_DTD_FOUND)


def refuse_unsafe_ole(data: bytes) -> None:
    """Let only an old .xls without password and macro pass. Raises: UnreadableFile."""
    if not data.startswith(_OLE):
        raise UnreadableFile(_OTHER_KIND.format(kind=".xls"))
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(PASSWORD)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise UnreadableFile(_MACRO)
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise UnreadableFile(_OTHER_KIND.format(kind=".xls"))
