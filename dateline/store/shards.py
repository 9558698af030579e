"""Up to where large files were read, so that the next run goes on from there."""

from dateline.store.database import Database


class Shards:
    """Of one record."""

    def __init__(self, db: Database):
        self._db = db

    def done(self, shard: str) -> int:
        """The place in a file up to which all is done; 0 for one that was never begun."""
        with self._db.explained():
            row = self._db.run("SELECT place FROM shards WHERE name = :name", {"name": shard}).fetchone()
        return 0 if row is None else int(row["place"])

    def put(self, shard: str, place: int) -> None:
        """Within the transaction that saves what stands before that place."""
        self._db.insert("shards", ("name", "place"), [(shard, place)], clash="replace")
