-- Questions that people saved under a name. They are no facts: an export leaves them out, and
-- nothing is counted by them.
CREATE TABLE saved_view (
  name TEXT ${bytewise} NOT NULL PRIMARY KEY,
  query TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at BIGINT NOT NULL
);
