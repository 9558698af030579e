"""One target under Atheris: `python -m fuzz.one TARGET TOLD [options of libFuzzer]`.

A try that takes more than so much CPU time is a hang; what waits because the machine does other things is none. Every
second the process writes to the file TOLD how often it tried, and how much CPU time that took.
"""

import sys
import time
from importlib import import_module
from pathlib import Path

import atheris

from fuzz import targets

LONGEST = 15.0  # seconds of CPU time of one try, under the fuzzer's instruments
EVERY = 1.0  # seconds of CPU time between two notes
name, told = sys.argv.pop(1), Path(sys.argv.pop(1))
tries, began, noted = 0, 0.0, 0.0


def attempt(data: bytes) -> None:
    global tries, began, noted
    before = time.process_time()
    targets.run(name, data)
    now = time.process_time()
    if not tries:  # the first one is libFuzzer's own, of no bytes; what is learnt once is learnt by now
        began = noted = now
    assert not tries or now - before < LONGEST, f"{now - before:.1f} s of CPU time"
    tries += 1
    if tries == 1 or now - noted > EVERY:
        told.write_text(f"{tries} {now - began:.1f}")
        noted = now


with atheris.instrument_imports(include=["dateline"], enable_loader_override=False):
    for module in targets.needs(name):
        import_module(module)
atheris.Setup(sys.argv, attempt)
atheris.Fuzz()
