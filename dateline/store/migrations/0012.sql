-- Record version 12: what joining keeps so that a newcomer costs the same in a large story as in a small one. No history.

-- Reports of which more hang together than are grouped at once: the label of the part that each is in, and its days.
CREATE TABLE join_parts (
    node TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    first INTEGER,
    last INTEGER
) STRICT;
CREATE INDEX join_parts_of_label ON join_parts (label, node);

-- The reports by which one without a day was dated last, as a JSON array.
CREATE TABLE join_near (
    report TEXT PRIMARY KEY,
    near TEXT NOT NULL
) STRICT;
