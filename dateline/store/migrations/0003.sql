-- Record version 3: what each sentence says of a running matter (a truce, who holds a place, people on the move, talks).

CREATE TABLE states (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    matter TEXT NOT NULL,
    state TEXT NOT NULL,
    parties TEXT NOT NULL,
    others TEXT NOT NULL,
    mediators TEXT NOT NULL,
    place TEXT,
    "to" TEXT,
    about TEXT,
    "by" TEXT,
    traits TEXT NOT NULL,
    "when" TEXT,
    status TEXT NOT NULL,
    claim TEXT,
    sources TEXT NOT NULL,
    quantities TEXT NOT NULL,
    event TEXT,
    when_from TEXT,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX states_of_report ON states (report);
