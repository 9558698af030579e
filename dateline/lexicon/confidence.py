"""How often the rows of a rule are right: measured on gold, never somebody's liking (quality/train_confidence.py)."""

from dataclasses import dataclass
from functools import cache

from dateline.lexicon.load import table


@dataclass(frozen=True, slots=True)
class Confidence:
    """Measured precision by rule: "claims/clause" -> 0.81; "claims" for rules too rare to be measured alone."""

    precision: dict[str, float]

    def of(self, by: str) -> float | None:
        """The precision of the rule `by`, or of the nearest wider group of rules; None where nothing was measured."""
        while by not in self.precision:
            cut = max(by.rfind("/"), by.rfind(":"))
            if cut < 0:
                return None
            by = by[:cut]
        return self.precision[by]


@cache
def load() -> Confidence:
    return Confidence({rule: row["precision"] for rule, row in (table("confidence") or {}).items()})
