-- How repositories are kept current by a source that is asked again and again.

-- One row a run. A run without an end is the lease on its repository: the index lets
-- only one of them be.
CREATE TABLE sync_run (
  id TEXT ${bytewise} NOT NULL PRIMARY KEY,
  repository TEXT ${bytewise} NOT NULL,
  process BIGINT NOT NULL,
  host TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT,
  report TEXT NOT NULL
);

CREATE UNIQUE INDEX sync_run_alive ON sync_run (repository) WHERE ended_at IS NULL;
CREATE INDEX sync_run_by_start ON sync_run (started_at);

-- What is known to be complete, and until when; complete_until is absent before the first
-- finished pass. The fingerprint tells whether the source looks otherwise by now.
CREATE TABLE synced_repository (
  repository TEXT ${bytewise} NOT NULL PRIMARY KEY,
  complete_until BIGINT,
  fingerprint TEXT NOT NULL
);
