"""The words of a brief that are the same in every format."""

from dateline.ask.brief import Brief, Citation, Point


def title(brief: Brief) -> str:
    return f"{brief.place}, as of {brief.as_of}" if brief.as_of else brief.place


def about(brief: Brief) -> str:
    undated = f", {brief.undated} of them without a date" if brief.undated else ""
    limit = f" What was published up to {brief.before} is not in it." if brief.before else ""
    return (
        f"From {brief.reports} reports{undated}.{limit} Figures stand side by side as claimed and are never averaged. "
        "Numbers lead to the sentences at the end."
    )


def source(one: Citation) -> str:
    return f"{one.outlet or 'outlet not stated'}, {one.published or 'no date'}, {one.report}"


def number(point: Point) -> str:
    if point.low is None:
        return "?" if point.high is None else f"≤ {point.high:,.0f}"
    if point.high is None:
        return f"≥ {point.low:,.0f}"
    return f"{point.low:,.0f}" if point.low == point.high else f"{point.low:,.0f}–{point.high:,.0f}"
