-- The log is only added to, but for words that are blanked.
DROP TRIGGER entries_stay ON transactions;

CREATE TRIGGER entries_are_kept BEFORE DELETE OR TRUNCATE ON transactions
FOR EACH STATEMENT EXECUTE FUNCTION the_log_stays();

CREATE FUNCTION only_words_are_blanked() RETURNS TRIGGER LANGUAGE plpgsql
AS $$ BEGIN
    IF (NEW.id, NEW.at, NEW.what, NEW.rules, NEW.content, NEW.digest)
        IS DISTINCT FROM (OLD.id, OLD.at, OLD.what, OLD.rules, OLD.content, OLD.digest)
        OR NOT EXISTS (SELECT 1 FROM blanked WHERE blanked.entry = OLD.id)
    THEN RAISE EXCEPTION 'the log is only added to';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER entries_stay BEFORE UPDATE ON transactions
FOR EACH ROW EXECUTE FUNCTION only_words_are_blanked();
