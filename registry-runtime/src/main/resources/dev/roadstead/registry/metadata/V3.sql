-- What garbage collection last did, as JSON, which wish for a run it last followed, and its own time, which does not jump: one
-- row, or none before the first.
CREATE TABLE gc_state (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  handled_run_now TEXT,
  last_run        TEXT,
  steady_time     INTEGER
) STRICT;
