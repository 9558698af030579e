"""What came packed, unpacked while it is counted: a bomb stops at the limit, whatever its sizes claim.

A small answer that unpacks to very much is refused by the limit on bytes, a larger one earlier by the ratio.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator

from dateline.fetching.problems import NotFetched

try:  # a package of others brings it; without it we do not offer to take what is packed so
    import brotli  # type: ignore[import-untyped]

    _BROTLI = hasattr(brotli.Decompressor, "can_accept_more_data")
except ImportError:  # pragma: no cover
    _BROTLI = False

OFFERED = "gzip, deflate, br" if _BROTLI else "gzip, deflate"
_PIECE = 1 << 16  # bytes unpacked at once
_FREE = 1 << 20  # bytes unpacked before the ratio counts: small pages of one repeated line are no bombs
_MEMBERS = 1_000  # parts that a gzip stream may be made of
_BROKEN = "the packed answer is broken"
_DO = "try again later, or save the page and pass the file"


def unpacked(chunks: Iterable[bytes], encoding: str | None, *, most: int, ratio: int) -> Iterator[bytes]:
    """The bytes in `chunks` as they were before they were packed. encoding: the Content-Encoding header.

    most: bytes that may come out; ratio: how many times as many as went in. Raises NotFetched.
    """
    name = (encoding or "identity").strip().lower()
    unpack = _UNPACKERS.get(name)
    if unpack is None:
        raise NotFetched("answer", f"the answer is packed as {name[:40]!r}, which was not asked for", _DO)
    came = gone_in = 0

    def counted() -> Iterator[bytes]:
        nonlocal gone_in
        for chunk in chunks:
            gone_in += len(chunk)
            yield chunk

    for piece in unpack(counted()):
        came += len(piece)
        if came > most:
            raise NotFetched("big", f"it is larger than {most / 1_000_000:g} MB", "save the part that you need")
        if came > _FREE and came > gone_in * ratio:
            what = f"the answer unpacks to more than {ratio} times its size"
            raise NotFetched("big", what, "save the page with a browser, if you trust it, and pass the file")
        yield piece


def _plain(chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from chunks


def _gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    machine, members, begun = zlib.decompressobj(31), 1, False
    for chunk in chunks:
        while chunk:
            if machine.eof:
                if members and not chunk.startswith(b"\x1f"):
                    return  # padding behind the last part, as some servers send
                machine, members = zlib.decompressobj(31), members + 1
                if members > _MEMBERS:
                    raise NotFetched("answer", f"{_BROKEN}: it has more than {_MEMBERS:,} parts", _DO)
            yield from _inflated(machine, chunk)
            begun = True
            chunk = machine.unused_data if machine.eof else b""
    if begun and not machine.eof:
        raise NotFetched("answer", f"{_BROKEN}: it is cut off", _DO)


def _deflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """With zlib's header, as it should be, or without, as some servers send it."""
    machine, head = None, b""
    for chunk in chunks:
        if machine is None:
            head += chunk
            if len(head) < 2:  # not enough to tell
                continue
            headed = head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
            machine, chunk = zlib.decompressobj(15 if headed else -15), head
        if not machine.eof:
            yield from _inflated(machine, chunk)
    if head and (machine is None or not machine.eof):
        raise NotFetched("answer", f"{_BROKEN}: it is cut off", _DO)


def _inflated(machine: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    """All that comes of a chunk, some at a time."""
    while True:
        try:
            piece = machine.decompress(chunk, _PIECE)
        except zlib.error as problem:
            raise NotFetched("answer", f"{_BROKEN}: {problem}", _DO) from None
        yield piece
        chunk = machine.unconsumed_tail
        if machine.eof or (not chunk and len(piece) < _PIECE):  # a full piece: more may lie inside
            return


def _br(chunks: Iterable[bytes]) -> Iterator[bytes]:
    machine, begun = brotli.Decompressor(), False
    try:
        for chunk in chunks:
            begun = begun or bool(chunk)
            piece = machine.process(chunk, output_buffer_limit=_PIECE)
            while piece or not machine.can_accept_more_data():  # more may lie inside, also when it would take more
                yield piece
                piece = b"" if machine.is_finished() else machine.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as problem:
        raise NotFetched("answer", f"{_BROKEN}: {problem}", _DO) from None
    if begun and not machine.is_finished():
        raise NotFetched("answer", f"{_BROKEN}: it is cut off", _DO)


_UNPACKERS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "identity": _plain, "": _plain, "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate,
    **({"br": _br} if _BROTLI else {}),
}  # fmt: skip
