-- Record version 21: searches that people keep under a name; and sayings that somebody passed on, by their ids.

CREATE TABLE saved_searches (
    name TEXT NOT NULL,
    kind TEXT NOT NULL,  -- of the rows that are looked for
    query TEXT NOT NULL,
    who TEXT,
    at TEXT NOT NULL,  -- ISO instant, UTC
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (name, tx_in)
) STRICT;
CREATE UNIQUE INDEX saved_searches_in_force ON saved_searches (name) WHERE tx_out IS NULL;

CREATE INDEX claims_passed_on ON claims (id) WHERE tx_out IS NULL AND via <> '[]';
