"""Whatever kills the processes, each item has one result, in its place."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from itertools import count, takewhile

import pytest

from dateline.pool import AHEAD, CHUNK, Died, Pool, PoolBroken


def double(items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def poisoned(items: Sequence[int]) -> list[int]:
    if 13 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(items)


def grows(items: Sequence[int]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


def hopeless(items: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return double(items)


def wrong(items: Sequence[int]) -> list[int]:
    if items:
        raise ValueError("wrong")
    return []


def slow(items: Sequence[int]) -> list[int]:
    time.sleep(0.02)
    return double(items)


def size(item: int) -> int:
    return 8


def test_results_come_in_order_known_ones_in_their_place() -> None:
    with Pool(2, double, size) as pool:
        batches = list(pool.map((n, "known" if n % 7 == 0 else None) for n in range(3 * CHUNK + 1)))
    found = [pair for batch in batches for pair in batch]
    assert found == [(n, "known" if n % 7 == 0 else 2 * n) for n in range(3 * CHUNK + 1)]
    assert not all(batches), "an empty one tells that nothing is there: who takes them may do something else"


def test_the_item_that_kills_its_process_is_told_from_the_others() -> None:
    with Pool(2, poisoned, size) as pool:
        found = [pair for batch in pool.map((n, None) for n in range(30)) for pair in batch]
    assert found == [(n, Died(2) if n == 13 else 2 * n) for n in range(30)]


def test_killed_at_any_moment_nothing_is_lost() -> None:
    """Items come until ten processes were killed; no item is at work in two of them, as all that was in hand when one
    is killed is delivered before the next one is."""
    found: list[tuple[int, object]] = []
    killed = [-1]  # how many had been delivered

    def stream() -> Iterator[tuple[int, None]]:
        return ((n, None) for n in takewhile(lambda _: len(killed) <= 10, count()))

    with Pool(2, slow, size) as pool:
        for batch in pool.map(stream()):
            found += batch
            if len(killed) <= 10 and len(found) > killed[-1] + 2 * AHEAD * CHUNK:
                pool.workers[len(killed) % len(pool.workers)].process.kill()
                killed.append(len(found))
    assert len(killed) == 11
    assert found == [(n, 2 * n) for n in range(len(found))]


def test_what_is_held_is_bounded() -> None:
    taken = 0

    def stream(n: int) -> Iterator[tuple[int, None]]:
        nonlocal taken
        for item in range(n):
            taken = item
            yield item, None

    with Pool(1, double, lambda item: 20_000_000) as pool:
        for batch in filter(None, pool.map(stream(60))):
            assert taken - batch[-1][0] < 2 * CHUNK


def test_a_process_that_grew_is_replaced() -> None:
    with Pool(1, grows, size, largest=1) as pool:
        found = [pair for batch in pool.map((n, None) for n in range(10 * CHUNK)) for pair in batch]
    assert [item for item, _ in found] == [item for _, (item, _) in found] == list(range(10 * CHUNK))
    assert len({pid for _, (_, pid) in found}) > 1


def test_processes_that_cannot_start_are_no_items_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.pool.FAILED_STARTS", 3)
    with Pool(2, hopeless, size) as pool, pytest.raises(PoolBroken):
        list(pool.map((n, None) for n in range(30)))


def test_what_ends_the_run_is_raised_here() -> None:
    with Pool(2, wrong, size) as pool, pytest.raises(ValueError, match="wrong"):
        list(pool.map((n, None) for n in range(30)))


def test_what_is_alike_goes_to_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.acquainted.SLACK", 1_000)  # a process that lags is waited for
    alike = {n: {n % 2: 100} for n in range(40 * CHUNK)}
    with Pool(2, grows, size, parts=alike.__getitem__) as pool:
        pool.warm()
        found = [pair for batch in pool.map((n, None) for n in alike) for pair in batch]
    assert [item for item, _ in found] == list(alike)
    of = [[pid for item, (_, pid) in found if item % 2 == kind] for kind in range(2)]
    usual = [max(sorted(set(pids)), key=pids.count) for pids in of]
    assert usual[0] != usual[1]
    assert sum(pids.count(pid) for pids, pid in zip(of, usual, strict=True)) > 0.8 * len(alike)
