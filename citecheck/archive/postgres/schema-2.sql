-- Version 2.

-- Each story is found by its outlet too, as a word of its own: the words of a large outlet's headlines are followed
-- deep into the lists, and whose story it is must be known before the story is read.
DROP INDEX citecheck.story_terms;
CREATE INDEX story_terms ON citecheck.story USING gin (to_tsvector('citecheck.words', words || ' outlet' || outlet))
  WITH (gin_pending_list_limit = 65536);

-- New words wait in lists before the indexes, which every look-up reads through: this puts them in. It runs as the
-- owner, so that a writer needs to own nothing.
CREATE FUNCTION citecheck.flush_terms() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, citecheck AS $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT relid FROM pg_partition_tree('citecheck.story_terms') WHERE isleaf LOOP
    PERFORM gin_clean_pending_list(part);
  END LOOP;
  PERFORM gin_clean_pending_list('citecheck.term_spelling');
END $$;

REVOKE EXECUTE ON FUNCTION citecheck.flush_terms() FROM PUBLIC;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'citecheck_writer') THEN
    GRANT EXECUTE ON FUNCTION citecheck.flush_terms() TO citecheck_writer;
    GRANT SELECT ON SEQUENCE citecheck.story_id TO citecheck_writer;
  END IF;
END $$;
