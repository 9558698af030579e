-- Record version 7: statements in the form in which joining compares them. No history: they can be made again.

CREATE TABLE join_statements (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX join_statements_of_report ON join_statements (report);
