-- Record version 15: people's safety. Reports in which a person's names were replaced, for good; entries of the log whose
-- words were blanked for it; people whose names are withheld on pages and exports.

CREATE TABLE redactions (
    report TEXT NOT NULL REFERENCES originals (report),
    label TEXT NOT NULL,  -- what stands where the names stood
    places INTEGER NOT NULL,  -- of the text
    versions INTEGER NOT NULL,  -- rows that are otherwise than before, those of the past too
    sha256 TEXT NOT NULL,  -- of the bytes that are kept now: the redacted text
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (report, tx_in)
) STRICT;

CREATE TABLE blanked (
    entry INTEGER PRIMARY KEY REFERENCES transactions (id)
) STRICT;

-- In force whatever instant of the record is asked for: not by tx_in and tx_out.
CREATE TABLE withheld (
    number INTEGER NOT NULL,  -- in the label, "[name withheld 3]"
    actor TEXT NOT NULL,
    names TEXT NOT NULL,  -- JSON: what the person was called when it was marked
    ids TEXT NOT NULL,  -- JSON: ids under which reports have the person
    who TEXT,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL REFERENCES transactions (id),
    until INTEGER REFERENCES transactions (id),
    PRIMARY KEY (number)
) STRICT;

-- Words of an entry may be blanked, where `blanked` says so; what it was, when, and its place in the chain stay.
DROP TRIGGER entries_stay;
CREATE TRIGGER entries_stay BEFORE UPDATE ON transactions
WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.what IS NOT OLD.what OR NEW.rules IS NOT OLD.rules
    OR NEW.content IS NOT OLD.content OR NEW.digest IS NOT OLD.digest
    OR NOT EXISTS (SELECT 1 FROM blanked WHERE blanked.entry = OLD.id)
BEGIN
    SELECT raise(ABORT, 'the log is only added to');
END;
