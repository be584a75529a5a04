-- Facts rest as they came: one canonical line a fact, and beside it only what a store
-- needs to file it. The shape of a fact may so grow without a migration, and an export
-- is a walk over one table.
--
-- seq numbers the changes: a fact that is new or changed gets the next number, so "what
-- changed since" is a range of the primary key. Writers allocate it under a lock, so that
-- numbers become visible in their order.
CREATE TABLE fact (
  seq ${sequence_key},
  kind SMALLINT NOT NULL,
  key TEXT ${bytewise} NOT NULL,
  owner TEXT ${bytewise} NOT NULL,
  updated_at BIGINT,
  earliest_commit_at BIGINT,
  line TEXT NOT NULL,
  UNIQUE (kind, key)
);

-- By kind first: the repositories are then found by leaping from owner to owner within
-- the few kinds that a repository owns, past all reviews and comments.
CREATE INDEX fact_by_owner ON fact (kind, owner);

-- Whom a fact left when it moved, since its row only knows where it is now.
CREATE TABLE departure (
  seq BIGINT NOT NULL,
  kind SMALLINT NOT NULL,
  owner TEXT ${bytewise} NOT NULL
);

CREATE INDEX departure_by_seq ON departure (seq);

-- How far each source has been read; moves in the transaction that stores what it brought.
CREATE TABLE cursor (
  source TEXT ${bytewise} NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- Who writes now: for the message to a writer that has to wait, and, by the number of the
-- last batch, for a writer that lost its connection while that was being committed.
CREATE TABLE writer (
  id TEXT ${bytewise} NOT NULL PRIMARY KEY,
  description TEXT NOT NULL,
  process BIGINT NOT NULL,
  host TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  batch BIGINT NOT NULL
);

-- One row. identity tells this store from any other that once had its place; generation is
-- the last seq given out, and its row is what writers lock.
CREATE TABLE meta (
  identity TEXT NOT NULL,
  generation BIGINT NOT NULL
);

INSERT INTO meta (identity, generation) VALUES (${random_id}, 0);
