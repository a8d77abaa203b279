"""The archive on a PostgreSQL server, shared by many: the same interface as the file's."""
