-- Version 1. Run once, by whoever owns the database or may create in it, within one transaction.

CREATE SCHEMA citecheck;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TABLE citecheck.version (version int PRIMARY KEY, since timestamptz NOT NULL DEFAULT now());

-- Words as look-ups compare them: without accents, stemmed, none left out.
CREATE TEXT SEARCH DICTIONARY citecheck.stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION citecheck.words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION citecheck.words
  ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part,
    hword_numpart WITH unaccent, citecheck.stem;

CREATE TABLE citecheck.outlet (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE
);

-- Ids carry the shelf in their upper bits (see ids.py), so that an id alone tells the partition.
CREATE SEQUENCE citecheck.story_id CACHE 50;

CREATE TABLE citecheck.story (
  shelf smallint NOT NULL,
  id bigint NOT NULL,
  outlet int NOT NULL,
  day int NOT NULL,
  source smallint NOT NULL,
  url text NOT NULL,
  headline text NOT NULL,
  further jsonb,
  updated text, byline text, standfirst text, body bytea, syndicated_from text, copy_of text, read_from text,
  cut smallint,
  words text NOT NULL
) PARTITION BY RANGE (shelf);
CREATE INDEX story_by_id ON citecheck.story (id);
-- By day first: with the outlet first, look-ups by words would be planned over all of an outlet.
CREATE INDEX story_by_day ON citecheck.story (day, outlet);
CREATE INDEX story_terms ON citecheck.story USING gin (to_tsvector('citecheck.words', words))
  WITH (gin_pending_list_limit = 65536);

-- What makes a story the same: outlet and address, or outlet, headline and day. A key's first half is a hash of the
-- address or headline alone (see ids.py), so that one index says both what is known and where a headline leads.
CREATE TABLE citecheck.known (key uuid PRIMARY KEY, story bigint NOT NULL);

-- How many stories have a word, as of the last count.
CREATE TABLE citecheck.term (term text PRIMARY KEY, stories bigint NOT NULL);
CREATE INDEX term_spelling ON citecheck.term USING gin (term gin_trgm_ops);

CREATE TABLE citecheck.fact (name text PRIMARY KEY, value bigint NOT NULL);

CREATE TABLE citecheck.complete (
  outlet int NOT NULL REFERENCES citecheck.outlet,
  titled boolean NOT NULL,
  first int NOT NULL,
  last int NOT NULL,
  PRIMARY KEY (outlet, titled, first)
);

-- Makes the partitions of a year where there are none, one for every other outlet. It runs as the owner, so that
-- a writer needs no right to create tables; attaching does not block those who read.
CREATE FUNCTION citecheck.open_shelf(wanted smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, citecheck AS $$
DECLARE
  shelf text := 'story_' || wanted;
BEGIN
  IF wanted < 0 OR wanted > 9999 THEN
    RAISE EXCEPTION 'no such shelf: %', wanted;
  END IF;
  PERFORM pg_advisory_xact_lock(1667855469, wanted);
  IF to_regclass('citecheck.' || shelf) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE citecheck.%I (LIKE citecheck.story INCLUDING DEFAULTS) PARTITION BY HASH (outlet)', shelf);
  FOR part IN 0..1 LOOP
    EXECUTE format('CREATE TABLE citecheck.%I PARTITION OF citecheck.%I FOR VALUES WITH (MODULUS 2, REMAINDER %s)',
                   shelf || '_' || part, shelf, part);
  END LOOP;
  EXECUTE format('ALTER TABLE citecheck.story ATTACH PARTITION citecheck.%I FOR VALUES FROM (%s) TO (%s)',
                 shelf, wanted, wanted + 1);
END $$;

-- Who may read and who may write: given to people with GRANT citecheck_reader TO somebody. On a server where roles
-- cannot be made the tables are used by their owner alone.
DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['citecheck_reader', 'citecheck_writer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role);
      EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
        RAISE NOTICE 'the role % was not made', role;
      END;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('GRANT USAGE ON SCHEMA citecheck TO %I', role);
      EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA citecheck TO %I', role);
      EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA citecheck GRANT SELECT ON TABLES TO %I', role);
    END IF;
  END LOOP;
  REVOKE EXECUTE ON FUNCTION citecheck.open_shelf(smallint) FROM PUBLIC;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'citecheck_writer') THEN
    GRANT INSERT, UPDATE, DELETE ON citecheck.outlet, citecheck.story, citecheck.known, citecheck.term,
       citecheck.fact, citecheck.complete TO citecheck_writer;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA citecheck TO citecheck_writer;
    GRANT EXECUTE ON FUNCTION citecheck.open_shelf(smallint) TO citecheck_writer;
  END IF;
END $$;
