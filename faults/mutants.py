"""Do the tests notice when the code is changed? `python -m faults.mutants --sample 100 dateline/store`.

One place of the code at a time is changed as a slip of the hand would: a comparison turned or moved by one, `and` for
`or`, a condition negated, a number or a returned value replaced, a call left out. The tests that run through that line
have to fail. Changes are made in a copy of the checkout; which tests run through which line is found first, by one run
of all of them with coverage. What survives is printed with its place.
"""

import argparse
import ast
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parent.parent
ASKED = ("actors", "check", "find_anything", "large", "lists", "marks", "people", "saved")  # what the store answers
TESTS = ("tests/store", *(f"tests/ask/test_{name}.py" for name in ASKED), "tests/test_both_stores.py")
AT_ONCE = 24  # tests that are run together, of those that run through a line
TURNS = 3  # so many times, as long as the change is not noticed
LONGEST = 60  # seconds of CPU time of the tests of one turn
OUT_OF_TIME = -signal.SIGXCPU
NOT_RUN = (4, 5)  # of pytest's exit codes: a name that is none, or a change by which nothing can be imported
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change: the file, its line, what stood there and what stands there now."""

    file: str
    line: int
    old: str
    new: str
    source: str  # of the whole file, changed

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.old!r} → {self.new!r}"


def changes(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """What could stand instead of a node."""
    match node:
        case ast.Compare(ops=[op], left=left, comparators=comparators) if type(op) in COMPARED:
            yield ast.Compare(left, [COMPARED[type(op)]()], comparators)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in COUNTED:
            yield ast.BinOp(left, COUNTED[type(op)](), right)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            negated = ast.UnaryOp(ast.Not(), test)
            yield ast.IfExp(negated, node.body, node.orelse) if isinstance(node, ast.IfExp) else _with(node, negated)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()


def _with(node: ast.If | ast.While, test: ast.expr) -> ast.stmt:
    return type(node)(test, node.body, node.orelse)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def mutants(root: Path, file: str) -> Iterator[Mutant]:
    """Every change of a file. Words that only annotate, document or explain are left alone."""
    text = (root / file).read_text(encoding="utf-8")
    tree = ast.parse(text)
    left_alone = _left_alone(tree)
    for node in ast.walk(tree):
        if node in left_alone:
            continue
        for new in changes(node):
            changed = _replaced(text, node, new)
            if changed is not None:
                old = ast.unparse(node).splitlines()[0][:80]
                told = ast.unparse(ast.fix_missing_locations(new)).splitlines()[0][:80]
                yield Mutant(file, node.lineno, old, told, changed)  # type: ignore[attr-defined]


def _left_alone(tree: ast.AST) -> set[ast.AST]:
    """Annotations, the texts of errors and advice, what stands at the top of a file, decorators, type checking."""
    found: set[ast.AST] = set()

    def leave(node: ast.AST | None) -> None:
        if node is not None:
            found.update(ast.walk(node))

    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(returns=returns, decorator_list=decorators, args=arguments):
                leave(returns)
                for one in decorators:
                    leave(one)
                for argument in (*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs):
                    leave(argument.annotation)
            case ast.AnnAssign(annotation=annotation):
                leave(annotation)
            case ast.ClassDef(decorator_list=decorators):
                for one in decorators:
                    leave(one)
            case ast.Raise(exc=ast.Call(args=words)):
                for one in words:
                    leave(one)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                leave(node)
    return found


def _replaced(text: str, node: ast.AST, new: ast.AST) -> str | None:
    """The file with the words of one node replaced; None where that is no Python."""
    lines = text.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1  # type: ignore[attr-defined]
    start = sum(map(len, lines[:first])) + node.col_offset  # type: ignore[attr-defined]
    end = sum(map(len, lines[:last])) + node.end_col_offset  # type: ignore[attr-defined]
    whole = text.encode()
    if isinstance(node, ast.If | ast.While):  # only its condition
        test, negated = node.test, new.test  # type: ignore[attr-defined]
        return _replaced(text, test, negated)
    put = ast.unparse(ast.fix_missing_locations(new))
    if isinstance(new, ast.expr):
        put = f"({put})"
    changed = (whole[:start] + put.encode() + whole[end:]).decode()
    try:
        compile(changed, "x", "exec")
    except SyntaxError:
        return None
    return changed


def contexts(data: Path, but: frozenset[str] = frozenset()) -> dict[str, dict[int, list[str]]]:
    """Which tests run through which line: by file (below the root), line. but: tests that fail anyway."""
    known = coverage.CoverageData(str(data))
    known.read()
    found: dict[str, dict[int, list[str]]] = {}
    for file in known.measured_files():
        name = "dateline/" + file.rpartition("/dateline/")[2]
        lines = found.setdefault(name, {})  # of several checkouts, where their runs were added up
        for line, tests in known.contexts_by_lineno(file).items():
            own = {one.partition("|")[0] for one in tests if one} - but
            lines[line] = sorted(own.union(lines.get(line, ())))
    return found


def outcome(root: Path, tests: list[str]) -> int:
    """How pytest ends. Run in a process made by fork, so that what all of them import is imported once."""
    child = os.fork()
    if not child:
        code = 3
        with suppress(BaseException):
            os.chdir(root)
            os.setpgid(0, 0)
            sys.path.insert(0, str(root))
            os.environ["PYTHONPATH"] = str(root)  # for commands that the tests start
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 5))  # by SIGXCPU, not SIGKILL
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            import pytest

            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
        os._exit(code)
    until = time.monotonic() + 20 * LONGEST
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        time.sleep(0.05)


def concerned(lines: Mapping[int, list[str]], line: int, breadth: Mapping[str, int]) -> list[str]:
    """The tests that run through a line of a file, those first that are most of all about this file.

    lines: the tests of each line of it; what runs when the file is imported has none of its own, and gets those of all.
    breadth: through how many lines of all files each test runs.
    """
    if line not in lines:
        return []
    own = Counter(one for tests in lines.values() for one in tests)
    return sorted(lines[line] or own, key=lambda one: (-own[one] / breadth[one], one))


def judged(root: Path, mutant: Mutant, through: dict[str, dict[int, list[str]]], breadth: dict[str, int]) -> bool:
    """Is the change noticed?"""
    tests = concerned(through.get(mutant.file, {}), mutant.line, breadth)
    turns = [tests[n : n + AT_ONCE] for n in range(0, min(len(tests), AT_ONCE * TURNS), AT_ONCE)]
    return any(_noticed(root, mutant, some) for some in turns)


def _noticed(root: Path, mutant: Mutant, tests: list[str]) -> bool:
    path = root / mutant.file
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    try:
        code = outcome(root, tests)
    finally:
        path.write_text(before, encoding="utf-8")
    if code in NOT_RUN and outcome(root, tests) in NOT_RUN:
        raise ValueError(f"these tests cannot be run: {tests}")
    if code == OUT_OF_TIME:  # what never ends is noticed; what takes as long without the change is not
        return outcome(root, tests) != OUT_OF_TIME
    return code != 0


def main() -> int:
    """0 when the share that is noticed is reached."""
    asked = argparse.ArgumentParser(prog="python -m faults.mutants", description=__doc__)
    asked.add_argument("package", nargs="?", default="dateline/store", help="a folder or file of the code")
    asked.add_argument("--sample", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--least", type=float, default=0.8, help="share that has to be noticed")
    asked.add_argument("--coverage", type=Path, help="data of an earlier run of the tests with --cov-context=test")
    asked.add_argument("--but", nargs="*", default=(), metavar="TEST", help="tests that fail without any change")
    asked.add_argument("--tests", nargs="*", default=TESTS)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "dateline"
        subprocess.run(["git", "clone", "--quiet", f"file://{ROOT}", root], check=True)
        vendor = ROOT / "dateline" / "web" / "static" / "vendor"
        if vendor.is_dir():
            shutil.copytree(vendor, root / "dateline" / "web" / "static" / "vendor", dirs_exist_ok=True)
        data = options.coverage or _covered(root, options.tests)
        through = contexts(data, frozenset(options.but))
        breadth: dict[str, int] = {}
        for lines in through.values():
            for tests in lines.values():
                for one in tests:
                    breadth[one] = breadth.get(one, 0) + 1
        place = root / options.package
        _warm(root, options.package)
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        every = [mutant for file in files for mutant in mutants(root, str(file.relative_to(root)))]
        sample = random.Random(options.seed).sample(every, min(options.sample, len(every)))
        killed = 0
        for n, mutant in enumerate(sample, 1):
            noticed = judged(root, mutant, through, breadth)
            killed += noticed
            print(f"{killed}/{n} {'noticed ' if noticed else 'SURVIVED'} {mutant}", flush=True)
        print(f"{killed} of {len(sample)} noticed, of {len(every):,} possible changes ({killed / len(sample):.0%})")
    return 0 if killed >= options.least * len(sample) else 1


def _covered(root: Path, tests: list[str]) -> Path:
    data = root / "mutants.data"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "--cov=dateline.store"]
    environment = {**os.environ, "COVERAGE_FILE": str(data), "PYTHONPATH": str(root)}
    subprocess.run([*command, "--cov-context=test", "--cov-report="], cwd=root, env=environment, check=True)
    return data


def _warm(root: Path, package: str) -> None:
    """Loads once what the tests load: other people's packages, and of ours what does not come from the changed one."""
    for name in ("pytest", "hypothesis", "numpy", "spacy", "lxml.html", "pyarrow"):
        with suppress(ImportError):
            __import__(name)
    sys.path.insert(0, str(root))
    from dateline import lexicon, stages
    from dateline.intake.passages import passages
    from dateline.language.model import parse
    from tests.conftest import make_report

    report = make_report("Rebels shelled Idlib on Friday, the minister said.", published="2016-12-14")
    parts = passages(report)
    stages.read(report, parts, parse(report.text, parts), lexicon.load(), "test")
    changed = package.removesuffix(".py").replace("/", ".")
    for name in [name for name in sys.modules if name == changed or name.startswith((f"{changed}.", "tests"))]:
        del sys.modules[name]


if __name__ == "__main__":
    sys.exit(main())
