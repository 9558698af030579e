-- What the common statements need of PostgreSQL: lists that come in and go out as JSON in a text.
CREATE FUNCTION json_each(list TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT json_array_elements_text(list::json) $$;

CREATE FUNCTION json_of_texts(texts TEXT[]) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT array_to_json(texts)::text $$;

CREATE AGGREGATE json_group_array(TEXT) (sfunc = array_append, stype = TEXT[], initcond = '{}', finalfunc = json_of_texts);

