"""One thing to read: where its inputs come from, and what is to be done when the last of them has its fate."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import InitVar, dataclass, field

from dateline.intake.raw import Raw, SetAside
from dateline.run import Outcome

Input = Raw | SetAside


@dataclass(eq=False)
class Task:
    """Inputs, taken one by one. at: when they were published, ISO; done: called with the fates once all are decided."""

    inputs: InitVar[Iterable[Input]]
    done: Callable[[list[str]], None] = lambda _fates: None
    at: str | None = None
    fates: list[str] = field(default_factory=list)
    _open: int = 0
    exhausted: bool = False

    def __post_init__(self, inputs: Iterable[Input]) -> None:
        self._rest = iter(inputs)

    def each(self) -> Iterator[Input]:
        """The inputs that are left: whoever stops in between can go on later."""
        for one in self._rest:
            self._open += 1
            yield one
        self.exhausted = True
        self._finish()

    def decided(self, outcome: Outcome) -> None:
        self._open -= 1
        self.fates.append(outcome.fate)
        self._finish()

    def _finish(self) -> None:
        if self.exhausted and not self._open:
            self.done(self.fates)
