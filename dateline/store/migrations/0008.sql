-- Record version 8: what was deleted on request. Nothing else of it is left.

CREATE TABLE tombstones (
    report TEXT PRIMARY KEY,
    at TEXT NOT NULL,  -- ISO instant, UTC
    reason TEXT NOT NULL
) STRICT;
