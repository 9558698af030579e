-- Record version 6: the log. Each transaction says who did what to which report, and why; `content` is a hash over the rows
-- that it brought, `digest` one over the entry and the digest before it. Entries are added and never changed.

ALTER TABLE transactions ADD COLUMN who TEXT;
ALTER TABLE transactions ADD COLUMN subject TEXT;
ALTER TABLE transactions ADD COLUMN reason TEXT;
ALTER TABLE transactions ADD COLUMN content TEXT;
ALTER TABLE transactions ADD COLUMN digest TEXT;
CREATE INDEX transactions_of_subject ON transactions (subject, id);

CREATE TRIGGER entries_stay BEFORE UPDATE ON transactions
BEGIN
    SELECT raise(ABORT, 'the log is only added to');
END;

CREATE TRIGGER entries_are_kept BEFORE DELETE ON transactions
BEGIN
    SELECT raise(ABORT, 'the log is only added to');
END;
