"""Sealing: what is sealed is read with the right key only, and found by a keyed digest."""

import pytest

from common.sealing import Sealer, Unreadable, derived_key, index_key_fault, key_fault

VALUE = "012085001234"
OLD, NEW, INDEX = (derived_key("a secret", purpose) for purpose in ("old", "new", "index"))


@pytest.fixture
def sealer():
    return Sealer([OLD], INDEX)


def test_what_is_sealed_is_read_again(sealer):
    assert sealer.unseal(sealer.seal(VALUE)) == VALUE


def test_the_sealed_text_shows_nothing_and_is_never_twice_the_same(sealer):
    first, second = sealer.seal(VALUE), sealer.seal(VALUE)

    assert first != second
    assert VALUE not in first


@pytest.mark.parametrize("spoil", [lambda s: s[:-4] + "AAA=", lambda s: s[1:], lambda s: ""])
def test_a_text_that_was_tampered_with_is_not_read(sealer, spoil):
    with pytest.raises(Unreadable):
        sealer.unseal(spoil(sealer.seal(VALUE)))


def test_another_key_reads_nothing(sealer):
    with pytest.raises(Unreadable):
        Sealer([NEW], INDEX).unseal(sealer.seal(VALUE))


def test_the_first_key_seals_and_every_key_reads(sealer):
    both = Sealer([NEW, OLD], INDEX)
    old, new = sealer.seal(VALUE), both.seal(VALUE)

    assert [both.unseal(old), both.unseal(new), Sealer([NEW], INDEX).unseal(new)] == [VALUE] * 3
    assert [both.is_under_first_key(one) for one in (old, new)] == [False, True]


def test_the_digest_depends_on_value_and_key(sealer):
    other = Sealer([OLD], NEW)

    assert sealer.index(VALUE) == Sealer([NEW], INDEX).index(VALUE)
    assert len({sealer.index(VALUE), sealer.index("012085001235"), other.index(VALUE)}) == 3
    assert len(sealer.index(VALUE)) == 64


def test_without_keys_nothing_is_sealed():
    with pytest.raises(ValueError, match="no keys"):
        Sealer([], INDEX)


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        (OLD, ""),
        ("", "holds 0 bytes instead of 32"),
        ("short", "is not url-safe base64"),
        ("c2hvcnQ=", "holds 5 bytes instead of 32"),
        ("khóa", "is not url-safe base64"),
    ],
)
def test_a_key_that_is_none_is_named(key, fault):
    assert key_fault(key) == fault


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        (INDEX, ""),
        ("short", "is shorter than 32 characters"),
        (OLD, "is one of the sealing keys; make its own"),
    ],
)
def test_the_key_of_the_digest_is_its_own(key, fault):
    assert index_key_fault(key, [OLD]) == fault
