-- Record version 18: up to where large files of many reports were read. No history: they say what need not be read again.

CREATE TABLE shards (
    name TEXT PRIMARY KEY,  -- hash over how the file begins and what was wanted of it
    place INTEGER NOT NULL  -- byte of the last record of it that is done with
) STRICT;
