-- Record version 22: of what can be found its kind, days and marks in a few bytes a row, 2,048 rows together, so that a
-- search of very many rows looks at no row at all. No history: they follow `found`, and are made anew from it.

CREATE TABLE found_columns (
    name TEXT NOT NULL,  -- marks, first, last, known, who: dateline/store/columns.py tells what is in them
    chunk INTEGER NOT NULL,  -- of the rows from 2048 * chunk on
    its BLOB NOT NULL,
    PRIMARY KEY (name, chunk)
) STRICT;

DROP INDEX found_by_day;
CREATE INDEX found_by_day ON found (kind, (first IS NULL), first, id) WHERE tx_out IS NULL;
CREATE INDEX found_named ON found (id, n) WHERE kind = 'actors';
DROP INDEX found_by_end;
DROP INDEX found_disputed;
DROP INDEX found_told;
DROP INDEX found_actors;
DROP INDEX found_known;
DROP INDEX found_undated;
DROP INDEX found_before;
