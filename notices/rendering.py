"""Words with placeholders become a subject and a body. Pure: texts in, texts out, and never a header of ours broken."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

Fact = str | Sequence[str]

# What stands between braces; a name with a blank or a mark is a slip of the pen and must be found too.
_BRACES = re.compile(r"\{([^{}\n]*)\}")
MOST_NAMED = 20
MOST_IN_SUBJECT = 2
SUBJECT_LENGTH = 250


def unknown_names(text: str, known: Collection[str]) -> list[str]:
    """What stands in braces in ``text`` and is no placeholder, each once, in order."""
    return list(dict.fromkeys(name for name in _BRACES.findall(text) if name not in known))


def one_line(text: str) -> str:
    """Without line ends and control characters of any kind: fit for a mail header."""
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(visible.split())


def subject(words: str, facts: Mapping[str, Fact]) -> str:
    text = one_line(_filled(words, {name: _in_a_row(fact) for name, fact in facts.items()}))
    return text if len(text) <= SUBJECT_LENGTH else text[: SUBJECT_LENGTH - 1] + "…"


def body(words: str, facts: Mapping[str, Fact]) -> str:
    """Plain text. A fact is one line, so that no name can pretend to be a line of the office's."""
    text = _filled(words, {name: _in_lines(fact) for name, fact in facts.items()})
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def letter(body_text: str, *, address: str, site_name: str, site_url: str) -> str:
    """The body as it goes by mail: where to act, and who writes."""
    parts = [body_text]
    if address and address not in body_text:
        parts.append(f"Mở trang: {address}")
    parts.append(
        f"-- \n{one_line(site_name)}\n{site_url}\n"
        "Thư do hệ thống gửi tự động, không trả lời thư này."
    )
    return "\n\n".join(parts) + "\n"


def _filled(words: str, values: Mapping[str, str]) -> str:
    """One pass: braces inside a name or a reason stay what they are."""
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), words)


def _in_lines(fact: Fact) -> str:
    if isinstance(fact, str):
        return one_line(fact)
    lines = [f"- {one_line(item)}" for item in fact[:MOST_NAMED]]
    rest = len(fact) - len(lines)
    return "\n".join([*lines, f"- và {rest} người khác"] if rest else lines)


def _in_a_row(fact: Fact) -> str:
    if isinstance(fact, str):
        return fact
    row = ", ".join(fact[:MOST_IN_SUBJECT])
    rest = len(fact) - MOST_IN_SUBJECT
    return f"{row} và {rest} người khác" if rest > 0 else row
