-- How many of a session's rows were taken back, so that who asks once more, or twice at once, is told the same.
ALTER TABLE import_session ADD COLUMN undone bigint NOT NULL DEFAULT 0;
