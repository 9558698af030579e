-- Record version 20: what is to be joined is found without going through all reports. No history.

CREATE INDEX join_digests_by_rules ON join_digests (rules);
CREATE INDEX reports_by_coming ON reports (tx_in, id) WHERE tx_out IS NULL;
