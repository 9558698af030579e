"""Packed answers: each way of packing, each way of breaking it, and bombs."""

import gzip
import zlib
from collections.abc import Callable, Iterable
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fetching.decompress import OFFERED, unpacked
from dateline.fetching.problems import NotFetched

brotli = pytest.importorskip("brotli")


def raw_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress,
}  # fmt: skip


def all_of(chunks: Iterable[bytes], encoding: str | None, most: int = 10_000_000, ratio: int = 200) -> bytes:
    return b"".join(unpacked(chunks, encoding, most=most, ratio=ratio))


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@given(st.binary(max_size=5_000), st.sampled_from(sorted(PACKERS)), st.integers(1, 700))
def test_what_was_packed_comes_out(data: bytes, encoding: str, size: int) -> None:
    assert all_of(pieces(PACKERS[encoding](data), size), encoding) == data


@given(st.binary(min_size=1, max_size=3_000), st.sampled_from(sorted(PACKERS)))
def test_any_bytes_end_in_content_or_in_words(data: bytes, encoding: str) -> None:
    try:
        all_of([data], encoding)
    except NotFetched as problem:
        assert problem.why in ("answer", "big")


@pytest.mark.parametrize("encoding", sorted(PACKERS))
@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072, 196_609])
def test_sizes_at_which_pieces_end(encoding: str, size: int) -> None:
    data = b"a" * size
    assert all_of([PACKERS[encoding](data)], encoding, ratio=10**6) == data
    assert all_of(pieces(PACKERS[encoding](data), 3), encoding, ratio=10**6) == data


def test_plain_and_several_parts() -> None:
    assert all_of([b"ab", b"", b"c"], None) == b"abc" == all_of([b"abc"], " Identity ")
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert all_of([two], "gzip") == b"one two" == all_of(pieces(two, 1), "GZIP")
    assert all_of([gzip.compress(b"one") + b"\0" * 50], "gzip") == b"one"
    assert all_of([raw_deflate(b"without a header" * 9)], "deflate") == b"without a header" * 9
    assert "gzip" in OFFERED


@pytest.mark.parametrize("encoding", sorted(PACKERS))
def test_cut_off(encoding: str) -> None:
    packed = PACKERS[encoding](bytes(range(256)) * 40)
    with pytest.raises(NotFetched, match="cut off"):
        all_of([packed[:-9]], encoding)


def test_unknown_packing() -> None:
    for encoding in ("zip", "gzip, gzip", "zstd"):
        with pytest.raises(NotFetched, match="not asked for"):
            all_of([b"x"], encoding)


@pytest.mark.parametrize("encoding", sorted(PACKERS))
def test_bombs_stop_at_the_limit(encoding: str) -> None:
    bomb = PACKERS[encoding](bytes(6_000_000))
    taken = 0
    with pytest.raises(NotFetched) as problem:
        for piece in unpacked([bomb], encoding, most=2_000_000, ratio=10**9):
            taken += len(piece)
    assert problem.value.why == "big" and taken <= 2_000_000
    with pytest.raises(NotFetched, match="times its size"):
        all_of([bomb], encoding, most=10**9)


def test_an_endless_stream_of_small_parts_stops() -> None:
    with pytest.raises(NotFetched, match="parts"):
        all_of(repeat(gzip.compress(b"x") * 40), "gzip")
