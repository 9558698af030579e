-- Record version 19: the day by which a report was known, by the report.

CREATE INDEX found_report ON found (report, known) WHERE tx_out IS NULL AND kind = 'reports';
