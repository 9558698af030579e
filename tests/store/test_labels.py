"""Labels of nodes that are parts of large groups: of several graphs in one table, each with its own."""

from pathlib import Path

from dateline.store.graphs import StoredLabels
from dateline.store.record import Record


def test_labels_of_two_graphs_do_not_mix(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        plain, marked = StoredLabels(record.database), StoredLabels(record.database, "again ")
        plain.put({"rep-a": "rep-a", "rep-b": "rep-a", "rep-c": "rep-c"})
        marked.put({"rep-a": "rep-b", "rep-b": "rep-b"})
        every = ["rep-a", "rep-b", "rep-c", "rep-d"]
        assert plain.of(every) == {"rep-a": "rep-a", "rep-b": "rep-a", "rep-c": "rep-c"}
        assert marked.of(every) == {"rep-a": "rep-b", "rep-b": "rep-b"}
        assert plain.of([]) == marked.of(["rep-c"]) == {}
        plain.put({"rep-b": "rep-c"})
        marked.rename("rep-b", "rep-a")
        assert plain.of(every) == {"rep-a": "rep-a", "rep-b": "rep-c", "rep-c": "rep-c"}
        assert marked.of(every) == {"rep-a": "rep-a", "rep-b": "rep-a"}
        assert marked.members("rep-a") == ["rep-a", "rep-b"] and marked.members("rep-a", 1) == ["rep-a"]
        assert plain.members("rep-c") == ["rep-b", "rep-c"] and plain.members("rep-b") == []
        assert (plain.weight("rep-c"), marked.weight("rep-a"), plain.weight("rep-b")) == (2, 2, 0)
        plain.drop([])
        plain.drop(["rep-a", "rep-d"])
        assert plain.of(every) == {"rep-b": "rep-c", "rep-c": "rep-c"} and len(marked.of(every)) == 2
