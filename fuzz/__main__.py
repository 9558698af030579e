"""`python -m fuzz --minutes 5 [TARGET ...]`: each target so many minutes of CPU time under Atheris; what it found.

A find is kept in fuzz/found/TARGET/, where the tests try it from then on. What Atheris learnt is kept in build/fuzz, or
where --learnt says, and so are the executions and the CPU time of each run: a line in ledger.tsv there. `--ledger` adds
these lines to fuzz/ledger.tsv and makes docs/fuzzing.md from it.
"""

import argparse
import signal
import subprocess
import sys
import time
from pathlib import Path

from fuzz import ledger
from fuzz.seeds import seeds
from fuzz.targets import TARGETS

HERE = Path(__file__).parent
LEARNT = HERE.parent / "build" / "fuzz"
FOUND = HERE / "found"
# a hang is told by fuzz.one, by CPU time; libFuzzer's own clock, by which others are waited for too, is a net below it
LIMITS = (
    "-timeout=600", "-report_slow_units=600", "-rss_limit_mb=3000", "-max_len=20000", "-print_final_stats=1",
    "-handle_usr1=1",
)  # fmt: skip


def so_far(told: Path) -> tuple[int, float]:
    """(tries, seconds of CPU time they took) as a process last noted them; it has begun when there is a note."""
    noted = told.read_text().split() if told.is_file() else []
    return (int(noted[0]), float(noted[1])) if len(noted) == 2 else (0, 0.0)


def fuzz(target: str, seconds: float, learnt_in: Path = LEARNT) -> ledger.Run:
    """One target in a process of its own until it took so many seconds of CPU time."""
    learnt, found = learnt_in / target, FOUND / target
    learnt.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(seeds(target)):
        (learnt / f"seed-{n}").write_bytes(seed)
    kept, told, said = f"{learnt_in}/found-{target}-", learnt_in / f"told-{target}", learnt_in / f"said-{target}"
    told.unlink(missing_ok=True)
    command = [sys.executable, "-m", "fuzz.one", target, str(told), str(learnt), f"-artifact_prefix={kept}", *LIMITS]
    enough = seconds
    with said.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as run:
        while run.poll() is None:
            if so_far(told)[1] >= enough:
                run.send_signal(signal.SIGUSR1)  # libFuzzer finishes its try and ends
                enough += 60  # and again, should it not have heard
            time.sleep(0.5)
    for path in sorted(learnt_in.glob(f"found-{target}-*")):
        found.mkdir(parents=True, exist_ok=True)
        (found / path.name.removeprefix(f"found-{target}-")).write_bytes(path.read_bytes())
        path.unlink()
    if run.returncode:
        print(said.read_text(errors="replace")[-3_000:], file=sys.stderr)
    return ledger.Run(target, *so_far(told), run.returncode != 0, ledger.commit(HERE.parent))


def main() -> int:
    """0 when nothing was found."""
    asked = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    asked.add_argument("targets", nargs="*", metavar="TARGET", help=f"some of {', '.join(TARGETS)}")
    asked.add_argument("--minutes", type=float, default=1.0, help="of CPU time for each target")
    asked.add_argument("--learnt", type=Path, default=LEARNT, help="where the grown inputs and the ledger are kept")
    asked.add_argument("--ledger", action="store_true", help="fuzz nothing: add the runs so far to docs/fuzzing.md")
    options = asked.parse_args()
    if options.ledger:
        print(ledger.taken_over(options.learnt / ledger.NAME))
        return 0
    unknown = set(options.targets) - TARGETS.keys()
    if unknown:
        asked.error(f"there is no target {', '.join(sorted(unknown))}")
    bad = 0
    for target in options.targets or TARGETS:
        run = fuzz(target, 60 * options.minutes, options.learnt.resolve())
        ledger.add(options.learnt / ledger.NAME, [run])
        bad += run.found
        what = f"A DEFECT, see {FOUND / target}" if run.found else "nothing found"
        print(f"{target}: {run.executions:,} executions in {run.seconds / 60:.1f} CPU-minutes, {what}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
