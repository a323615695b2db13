"""The pieces a lesson is built of. Each has its own template; nothing is fetched from another site."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link"]
HEADED_FEATURES = ["h2", "h3", *PLAIN_FEATURES]
TEXT_FEATURES = [*HEADED_FEATURES, "document-link"]


class CalloutBlock(blocks.StructBlock):
    """A piece set apart from the running text."""

    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Nội dung"), features=PLAIN_FEATURES)


class NoteBlock(CalloutBlock):
    class Meta:
        label = _("Ghi nhớ")
        icon = "pin"
        template = "cms/blocks/note.html"


class ExampleBlock(CalloutBlock):
    class Meta:
        label = _("Ví dụ, tình huống")
        icon = "openquote"
        template = "cms/blocks/example.html"


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Việc"), max_length=300), label=_("Các việc"))

    class Meta:
        label = _("Danh mục việc cần làm")
        icon = "list-ul"
        template = "cms/blocks/checklist.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        # A template would read ``value.items`` as the method of the mapping.
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | {"items": value["items"]}


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Hình ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=200)

    class Meta:
        label = _("Hình ảnh")
        icon = "image"
        template = "cms/blocks/figure.html"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Tệp"))
    note = blocks.CharBlock(label=_("Ghi chú"), required=False, max_length=200)

    class Meta:
        label = _("Tệp tài liệu")
        icon = "doc-full"
        template = "cms/blocks/file.html"


class TableBlock(blocks.StructBlock):
    """A table typed or pasted as text: a line is a row, cells stand between tabs or upright strokes."""

    caption = blocks.CharBlock(label=_("Tên bảng"), max_length=200)
    rows = blocks.TextBlock(
        label=_("Nội dung bảng"),
        rows=8,
        help_text=_(
            "Dán thẳng từ Word hoặc Excel, hoặc gõ mỗi hàng một dòng, các ô cách nhau bằng dấu |. "
            "Hàng đầu là tiêu đề cột."
        ),
    )

    class Meta:
        label = _("Bảng")
        icon = "table"
        template = "cms/blocks/table.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        head, *rows = cells(value["rows"]) or [[]]
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | {"head": head, "rows": rows}


def cells(text: str) -> list[list[str]]:
    """Rows of equal length; short ones are filled up with empty cells."""
    rows = []
    for line in text.splitlines():
        if line.strip(" |\t"):
            mark = "\t" if "\t" in line else "|"
            rows.append([cell.strip() for cell in line.strip(" |").split(mark)])
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


class LawBlock(blocks.StructBlock):
    document = SnippetChooserBlock("cms.LegalDocument", label=_("Văn bản"))
    place = blocks.CharBlock(
        label=_("Điều, khoản"), required=False, max_length=120, help_text=_("Ví dụ: Điều 5 khoản 2")
    )
    note = blocks.CharBlock(label=_("Nội dung cần nhớ"), required=False, max_length=300)

    class Meta:
        label = _("Căn cứ pháp luật")
        icon = "doc-full-inverse"
        template = "cms/blocks/law.html"


class PlainBody(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Văn bản"),
        icon="pilcrow",
        features=HEADED_FEATURES,
        template="cms/blocks/text.html",
    )
    note = NoteBlock()
    image = FigureBlock()
    table = TableBlock()


class LessonBody(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Văn bản"), icon="pilcrow", features=TEXT_FEATURES, template="cms/blocks/text.html"
    )
    note = NoteBlock()
    example = ExampleBlock()
    checklist = ChecklistBlock()
    image = FigureBlock()
    document = FileBlock()
    table = TableBlock()
    law = LawBlock()
