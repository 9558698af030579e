-- Record version 26: whether a source was read before with other words is asked for every report that comes.

CREATE INDEX reports_by_source ON reports (source) WHERE tx_out IS NULL;
