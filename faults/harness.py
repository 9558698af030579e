"""Strikes an operation many times and looks, each time, whether what is left is right and can be finished.

Right is: the record is sound, nothing that had been saved is gone or double, and when the same is done again the record
holds exactly what it holds when nobody strikes.
"""

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dateline.store.record import Record
from faults import strikes
from faults.company import Company
from faults.operations import OPERATIONS, Operation, content, problems, sources
from faults.strikes import Counting, Kind


@dataclass
class Told:
    struck: int = 0
    in_time: int = 0  # while it was at work
    recovered: int = 0
    looks: int = 0  # of a second process that read the record meanwhile
    pages: int = 0  # that were answered meanwhile
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Measure:
    """An undisturbed run: what it begins with, what it leaves, how long it takes, how many statements."""

    begin: Path
    left: dict[str, bytes]
    before: list[str]
    seconds: float
    statements: int


class Harness:
    def __init__(self, folder: Path, seed: int, *, company: bool = False):
        """company: others read the record and look at its pages while it is struck."""
        self.folder, self.seed = folder, seed
        self.chances: dict[tuple[str, Kind], random.Random] = {}  # each its own: the same in whichever order
        self.company = company
        self.measured: dict[str, Measure] = {}

    def measure(self, operation: Operation) -> Measure:
        if operation.name not in self.measured:
            begin = self.folder / f"{operation.name}-begin"
            begin.mkdir()
            operation.begin(begin)
            before = sources(begin) if operation.name != "migrate" else []
            work = self._laid_out(begin, operation)
            operation.act(work)  # once to warm up: what it learns is kept by the process
            shutil.rmtree(work)
            work = self._laid_out(begin, operation)
            counted = work / "statements"
            began = time.monotonic()
            assert strikes.in_child(lambda: _count(operation, work, counted), work / "said") == strikes.FINE
            seconds = time.monotonic() - began
            statements = int(counted.read_text())
            assert problems(work, operation) == []
            left = content(work, operation)
            shutil.rmtree(work)
            self.measured[operation.name] = Measure(begin, left, before, seconds, statements)
        return self.measured[operation.name]

    def strike(self, name: str, kind: Kind, times: int) -> Told:
        operation, told = OPERATIONS[name], Told()
        measure = self.measure(operation)
        chance = self.chances.setdefault((name, kind), random.Random(f"{self.seed} {name} {kind}"))
        for _ in range(times):
            moment = chance.random()
            work = self._laid_out(measure.begin, operation)
            found: list[str] = []
            with self._accompanied(work, operation, found, told):
                told.in_time += self._struck(operation, work, kind, moment, measure, found)
                if problem := self._problem(operation, work, measure):
                    found.append(problem)
            told.struck += 1
            told.recovered += not found
            told.wrong += [f"{name}, {kind} at {moment:.4f}: {problem}" for problem in found]
            shutil.rmtree(work)
        return told

    def _struck(
        self, operation: Operation, work: Path, kind: Kind, moment: float, measure: Measure, found: list[str]
    ) -> bool:
        """Whether it was still at work; what it should not have said is found."""
        if kind == "kill":
            longest = measure.seconds * (2.0 if self.company else 1.1)  # with others about it takes longer
            return strikes.killed_after(moment * longest, partial(operation.act, work))
        code, said = self._faulty(operation, work, kind, 1 + int(moment * measure.statements))
        if code == strikes.WRONG:
            found.append(said.strip().splitlines()[-1] if said else "an error that is not ours")
        return code != strikes.FINE

    @contextmanager
    def _accompanied(self, work: Path, operation: Operation, found: list[str], told: Told) -> Iterator[None]:
        """Others at the record, if there are to be any; what they notice is found."""
        if not self.company:
            yield
            return
        record = work / "r.db"
        if not record.exists():
            Record(record, create=True).close()
        migrating = operation.name == "migrate"  # whoever opens it brings it up to date: all of them at once
        company = Company(self.folder / "company", record, may_shrink=operation.name == "delete", wait=not migrating)
        with company:
            yield
        found += company.wrong
        told.looks += company.looks
        told.pages += company.pages

    def _faulty(self, operation: Operation, work: Path, kind: Kind, at: int) -> tuple[int, str]:
        said = work / "said"

        def act() -> None:
            Counting(at, lambda: strikes.begin(kind, work)).install()
            operation.act(work)

        code = strikes.in_child(act, said)
        return code, said.read_text() if said.exists() else ""

    def _problem(self, operation: Operation, work: Path, measure: Measure) -> str | None:
        """What is wrong after a strike; None when all is well. Whatever comes is told, and the next strike follows."""
        try:
            if measure.before and operation.name != "delete" and sources(work) != measure.before:
                return f"reports were lost: {sources(work)}"
            if found := problems(work, operation):
                return f"not sound: {found[0]}"
            operation.act(work)
            if found := problems(work, operation):
                return f"not sound when it was done again: {found[0]}"
            left = content(work, operation)
        except Exception as problem:
            return f"{type(problem).__name__}: {problem}"
        if left != measure.left:
            other = [name for name in measure.left if left.get(name) != measure.left[name]]
            return f"differs from an undisturbed run: {other}"
        return None

    def _laid_out(self, begin: Path, operation: Operation) -> Path:
        work = self.folder / f"{operation.name}-work"
        shutil.copytree(begin, work)
        return work


def _count(operation: Operation, work: Path, to: Path) -> None:
    counting = Counting(0, lambda: None)
    counting.install()
    operation.act(work)
    to.write_text(str(counting.seen))
