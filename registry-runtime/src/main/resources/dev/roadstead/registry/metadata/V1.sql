-- Times are milliseconds since 1970. Ids of repositories are never used again, so that a repository that is created anew
-- inherits nothing.
CREATE TABLE repo (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT    NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

-- What an object holds. Every object in the store is named by a row here or in upload, before it is created.
CREATE TABLE blob (
  digest     TEXT    PRIMARY KEY,
  size       INTEGER NOT NULL,
  object_key TEXT    NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which repositories may serve a blob.
CREATE TABLE repo_blob (
  repo_id    INTEGER NOT NULL REFERENCES repo (id),
  digest     TEXT    NOT NULL REFERENCES blob (digest),
  source     TEXT    NOT NULL CHECK (source IN ('push', 'mount', 'cache')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (repo_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX repo_blob_digest ON repo_blob (digest);

CREATE TABLE manifest (
  repo_id        INTEGER NOT NULL REFERENCES repo (id),
  digest         TEXT    NOT NULL,
  media_type     TEXT    NOT NULL,
  artifact_type  TEXT,
  config_digest  TEXT,
  subject_digest TEXT,
  size           INTEGER NOT NULL,
  pushed_at      INTEGER NOT NULL,
  payload        BLOB    NOT NULL,
  UNIQUE (repo_id, digest)
) STRICT;

-- The blobs that a manifest needs, whether or not they are stored (foreign layers, a cache that fills).
CREATE TABLE manifest_blob (
  repo_id         INTEGER NOT NULL,
  manifest_digest TEXT    NOT NULL,
  blob_digest     TEXT    NOT NULL,
  kind            TEXT    NOT NULL CHECK (kind IN ('config', 'layer')),
  PRIMARY KEY (repo_id, manifest_digest, blob_digest, kind),
  FOREIGN KEY (repo_id, manifest_digest) REFERENCES manifest (repo_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX manifest_blob_digest ON manifest_blob (blob_digest, repo_id);

-- The manifests that an index lists, whether or not they are stored.
CREATE TABLE manifest_child (
  repo_id       INTEGER NOT NULL,
  parent_digest TEXT    NOT NULL,
  child_digest  TEXT    NOT NULL,
  PRIMARY KEY (repo_id, parent_digest, child_digest),
  FOREIGN KEY (repo_id, parent_digest) REFERENCES manifest (repo_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX manifest_child_digest ON manifest_child (repo_id, child_digest);

-- Manifests by the subject they name, which may be missing.
CREATE TABLE referrer (
  repo_id         INTEGER NOT NULL,
  subject_digest  TEXT    NOT NULL,
  referrer_digest TEXT    NOT NULL,
  artifact_type   TEXT,
  annotations     TEXT    NOT NULL,
  PRIMARY KEY (repo_id, subject_digest, referrer_digest),
  FOREIGN KEY (repo_id, referrer_digest) REFERENCES manifest (repo_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX referrer_digest ON referrer (repo_id, referrer_digest);

CREATE TABLE tag (
  repo_id    INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  digest     TEXT    NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (repo_id, name),
  FOREIGN KEY (repo_id, digest) REFERENCES manifest (repo_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_digest ON tag (repo_id, digest);

-- An object that is being written, of which `synced` bytes would survive a loss of power. A discarded upload keeps its
-- row until its object is deleted.
CREATE TABLE upload (
  id         TEXT    PRIMARY KEY,
  repo_id    INTEGER NOT NULL REFERENCES repo (id),
  object_key TEXT    NOT NULL UNIQUE,
  algorithm  TEXT    NOT NULL CHECK (algorithm IN ('sha256', 'sha512')),
  state      TEXT    NOT NULL CHECK (state IN ('open', 'discarded')),
  synced     INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_touched ON upload (state, touched_at);
