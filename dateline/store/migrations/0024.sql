-- Record version 24: a word for the state in which joining left its tables, so that a process knows whether what it
-- remembers of them from the last time still holds.

CREATE TABLE join_state (token TEXT NOT NULL) STRICT;
