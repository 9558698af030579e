"""What can go wrong, said so that a person knows what to do next.

Code raises these; one place (`cli.main`) turns them into messages and exit codes.

    DatelineError
    ├── BadInput      one file or row cannot be used: it is set aside with its reason, the run goes on
    ├── BadLexicon    a word list is wrong: the run does not start
    ├── BadModel      the language model is not the one that was measured: the run does not start
    ├── BadPipeline   stages are in an impossible order: the run does not start
    ├── BadRecord     the record (the database file) cannot be opened or written
    └── BadRequest    a command was asked for something that is not there
        └── Conflict  somebody else was faster: what was asked for rests on what is no more
"""


class DatelineError(Exception):
    """Catch this to catch all of ours. `what` went wrong, and what to `do` about it."""

    def __init__(self, what: str, do: str):
        super().__init__(f"{what}; {do}")
        self.what, self.do = what, do

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.what, self.do)  # exceptions cross process borders


class BadInput(DatelineError):
    """One file or row cannot be used; the run goes on without it."""


class BadLexicon(DatelineError):
    """A word list is wrong; the run does not start."""


class BadModel(DatelineError):
    """The language model's files are not those that it was measured with; the run does not start."""


class BadPipeline(DatelineError):
    """Stages are in an impossible order; the run does not start."""


class BadRecord(DatelineError):
    """The record cannot be opened, read or written."""


class BadRequest(DatelineError):
    """A command names something that does not exist."""


class Conflict(BadRequest):
    """What was asked for rests on something that somebody changed since; nothing was saved, and nothing is lost."""
