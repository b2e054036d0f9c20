-- Links to blobs that may have no use, and when they lost it or a client was last told that the blob is there. A row is
-- written, and taken away, in the transaction of the change that calls for it: what is needed has no row.
CREATE TABLE blob_review (
  digest     TEXT    NOT NULL,
  repo_id    INTEGER NOT NULL REFERENCES repo (id),
  touched_at INTEGER NOT NULL,
  PRIMARY KEY (digest, repo_id)
) STRICT, WITHOUT ROWID;

-- Manifests that may have no use. One in the state 'untagged' was found to have none and waits for a rule that says how
-- long such manifests are kept; `since` is when it lost its use.
CREATE TABLE manifest_review (
  repo_id    INTEGER NOT NULL REFERENCES repo (id),
  digest     TEXT    NOT NULL,
  state      TEXT    NOT NULL CHECK (state IN ('open', 'untagged')),
  since      INTEGER NOT NULL,
  touched_at INTEGER NOT NULL,
  PRIMARY KEY (repo_id, digest)
) STRICT, WITHOUT ROWID;

-- Manifests that were deleted or collected and can still be restored, with the tags they had. A manifest is either here
-- or in manifest. What it needs stays at least as long: a blob comes to the trash after the last manifest that needs it.
CREATE TABLE manifest_trash (
  repo_id        INTEGER NOT NULL REFERENCES repo (id),
  digest         TEXT    NOT NULL,
  media_type     TEXT    NOT NULL,
  subject_digest TEXT,
  payload        BLOB    NOT NULL,
  trashed_at     INTEGER NOT NULL,
  UNIQUE (repo_id, digest)
) STRICT;
CREATE INDEX manifest_trash_subject ON manifest_trash (repo_id, subject_digest);

CREATE TABLE tag_trash (
  repo_id INTEGER NOT NULL,
  digest  TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  PRIMARY KEY (repo_id, digest, name),
  FOREIGN KEY (repo_id, digest) REFERENCES manifest_trash (repo_id, digest) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_trash_name ON tag_trash (repo_id, name);

-- A blob that no repository links is in the trash from then on.
ALTER TABLE blob ADD COLUMN trashed_at INTEGER;
CREATE INDEX blob_trash ON blob (digest) WHERE trashed_at IS NOT NULL;

-- Objects that no blob names any more. The row stays until the object is deleted.
CREATE TABLE tombstone (
  object_key TEXT    PRIMARY KEY,
  digest     TEXT    NOT NULL,
  size       INTEGER NOT NULL,
  purged_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether the subject was in this repository and went. One that never came may be in another repository.
ALTER TABLE tag ADD COLUMN subject_gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE referrer ADD COLUMN subject_gone INTEGER NOT NULL DEFAULT 0;

-- What has no use by now. Blobs without a link were served to nobody.
INSERT INTO blob_review (digest, repo_id, touched_at)
  SELECT digest, repo_id, unixepoch() * 1000 FROM repo_blob l
  WHERE NOT EXISTS (SELECT 1 FROM manifest_blob n WHERE n.blob_digest = l.digest AND n.repo_id = l.repo_id);
INSERT INTO manifest_review (repo_id, digest, state, since, touched_at)
  SELECT repo_id, digest, 'open', unixepoch() * 1000, unixepoch() * 1000 FROM manifest m
  WHERE NOT EXISTS (SELECT 1 FROM tag WHERE tag.repo_id = m.repo_id AND tag.digest = m.digest)
    AND NOT EXISTS (SELECT 1 FROM manifest_child c WHERE c.repo_id = m.repo_id AND c.child_digest = m.digest)
    AND (m.subject_digest IS NULL OR NOT EXISTS
         (SELECT 1 FROM manifest s WHERE s.repo_id = m.repo_id AND s.digest = m.subject_digest));
UPDATE blob SET trashed_at = unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM repo_blob r WHERE r.digest = blob.digest);
