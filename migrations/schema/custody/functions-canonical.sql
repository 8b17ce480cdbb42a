-- Canonical JSON (RFC 8785), written by the database itself. Names are printable ASCII, so that their order by code point is
-- the order by UTF-16 code unit; numbers are those that PostgreSQL and ECMAScript write alike. Anything else is refused.

-- 17 significant digits at most, whatever the session has set.
CREATE FUNCTION custody.canonical_number(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp SET extra_float_digits = 1 AS $$
DECLARE
  number CONSTANT numeric := value #>> '{}';
BEGIN
  IF number = trunc(number) AND abs(number) <= 9007199254740991 THEN RETURN trunc(number)::text; END IF;
  IF number <> trunc(number) AND abs(number) >= 0.0001 AND abs(number) < 1000000000000000 THEN
    RETURN number::float8::text;
  END IF;
  RAISE EXCEPTION 'custody: a number that has no one way to be written' USING ERRCODE = 'LC002';
END $$;

CREATE FUNCTION custody.canonical(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  kind CONSTANT text := jsonb_typeof(value);
  written text;
BEGIN
  IF kind = 'object' THEN
    IF EXISTS (SELECT FROM jsonb_object_keys(value) k WHERE k !~ '^[ -~]*$') THEN
      RAISE EXCEPTION 'custody: a name that is not printable ASCII' USING ERRCODE = 'LC002';
    END IF;
    SELECT string_agg(to_json(e.key)::text || ':' || CASE jsonb_typeof(e.value)
        WHEN 'string' THEN e.value::text ELSE custody.canonical(e.value) END, ',' ORDER BY e.key COLLATE "C")
      INTO written FROM jsonb_each(value) e;
    RETURN '{' || coalesce(written, '') || '}';
  ELSIF kind = 'array' THEN
    SELECT string_agg(custody.canonical(e.value), ',' ORDER BY e.place)
      INTO written FROM jsonb_array_elements(value) WITH ORDINALITY AS e (value, place);
    RETURN '[' || coalesce(written, '') || ']';
  ELSIF kind = 'number' THEN
    written := value::text;
    IF length(written) < 16 AND written ~ '^-?[0-9]+$' THEN RETURN written; END IF;
    RETURN custody.canonical_number(value);
  END IF;
  -- A string as PostgreSQL writes it has the escapes of RFC 8785 and no others.
  RETURN value::text;
END $$;
