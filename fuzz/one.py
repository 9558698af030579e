"""One target under Atheris: `python -m fuzz.one TARGET [options of libFuzzer]`."""

import sys

import atheris

name = sys.argv.pop(1)
with atheris.instrument_imports(include=["dateline"], enable_loader_override=False):
    import dateline.ask.query
    import dateline.edtf
    import dateline.fetching.addresses
    import dateline.formats.imports.files
    import dateline.intake.documents
    import dateline.intake.feeds
    import dateline.intake.html
    import dateline.intake.mailbox
    import dateline.intake.passages
    import dateline.intake.sources
    import dateline.web.app  # noqa: F401

from fuzz import targets  # noqa: E402

atheris.Setup(sys.argv, lambda data: targets.run(name, data))
atheris.Fuzz()
