-- Record version 9: what people say of rows. A review is in force until it is undone; `tx_in` is its number. The row that it
-- is about is found again by its place in the text. Rows as people corrected them stand in their own tables, as versions.

CREATE TABLE reviews (
    verdict TEXT NOT NULL,  -- accept, correct, reject, merge, split
    kind TEXT NOT NULL,
    "row" TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,  -- ISO instant, UTC
    reason TEXT,
    report TEXT,
    start INTEGER,
    "end" INTEGER,
    text TEXT,
    apart TEXT,  -- what tells the row from others of its place
    changes TEXT NOT NULL,  -- JSON: field, value, former
    members TEXT NOT NULL,
    rest TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (tx_in)
) STRICT;
CREATE INDEX reviews_of_row ON reviews ("row");
CREATE INDEX reviews_of_report ON reviews (report);

-- Which rows are a side of which dispute, to be found by.
CREATE TABLE sides (
    dispute TEXT NOT NULL,
    "row" TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (dispute, "row", tx_in)
) STRICT;
CREATE INDEX sides_of_row ON sides ("row") WHERE tx_out IS NULL;
INSERT INTO sides (dispute, "row", tx_in, tx_out)
SELECT disputes.id, its.value, disputes.tx_in, disputes.tx_out FROM disputes, json_each(disputes.rows) AS its;
