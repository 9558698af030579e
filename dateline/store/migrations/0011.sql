-- Record version 11: from a claim to the events told in it, and to the incidents that several tell.

CREATE INDEX events_of_claim ON events (claim) WHERE tx_out IS NULL;
CREATE INDEX incidents_told_by_several ON incidents (independent_sources) WHERE tx_out IS NULL;
