"""Values that the database may hold and must not know: sealed under keys that lie elsewhere, found by a keyed digest.

    sealer = Sealer(keys, index_key)        # the first key seals, every key unseals
    sealer.unseal(sealer.seal("012085001234")) == "012085001234"
    sealer.index("012085001234")            # equal values, equal digests; useless without the key

Pure: keys come in as values. Fernet is AES-128-CBC with HMAC-SHA256, so a sealed text that was tampered with is
not read at all. Source: OWASP ASVS 5.0 V11.3.2, V11.4.1, V14.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

SHORTEST_INDEX_KEY = 32


class Unreadable(Exception):
    """Sealed under a key that is not at hand, or tampered with."""


class Sealer:
    """Seals and unseals under ``keys`` (url-safe base64 of 32 bytes each). Raises: ValueError, when one is no key."""

    def __init__(self, keys: Sequence[str], index_key: str) -> None:
        if not keys:
            raise ValueError("no keys")
        self._first = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])
        self._index_key = index_key.encode()

    def seal(self, value: str) -> str:
        """Each time another text, even for the same value."""
        return self._all.encrypt(value.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Raises: Unreadable."""
        return _opened(self._all, sealed).decode()

    def seal_file(self, data: bytes) -> bytes:
        return self._all.encrypt(data)

    def unseal_file(self, sealed: bytes) -> bytes:
        """Raises: Unreadable."""
        return _opened(self._all, sealed)

    def is_under_first_key(self, sealed: str | bytes) -> bool:
        try:
            _opened(self._first, sealed)
        except Unreadable:
            return False
        return True

    def index(self, value: str) -> str:
        """HMAC-SHA256 in hex, 64 characters."""
        return hmac.new(self._index_key, value.encode(), hashlib.sha256).hexdigest()


def key_fault(key: str) -> str:
    """What is wrong with a sealing key, in English for the operator, or nothing."""
    try:
        size = len(base64.b64decode(key.encode(), altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeEncodeError):
        return "is not url-safe base64"
    return "" if size == 32 else f"holds {size} bytes instead of 32"


def index_key_fault(key: str, keys: Sequence[str]) -> str:
    """What is wrong with the key of the digest, or nothing."""
    if len(key) < SHORTEST_INDEX_KEY:
        return f"is shorter than {SHORTEST_INDEX_KEY} characters"
    return "is one of the sealing keys; make its own" if key in keys else ""


def derived_key(secret: str, purpose: str) -> str:
    """A key made of another secret: for development and tests, where nothing is real."""
    digest = hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()


def _opened(box: Fernet | MultiFernet, sealed: str | bytes) -> bytes:
    try:
        return box.decrypt(sealed)
    except InvalidToken as error:
        raise Unreadable from error
