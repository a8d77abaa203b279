-- Version 2: what a writer may have done without owning the tables.

-- New words wait in lists before the indexes, which every look-up reads through: this puts them in.
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
  END IF;
END $$;
