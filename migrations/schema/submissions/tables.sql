-- One sending of clips and diary entries through an invitation: draft, sent, triaged; or discarded.
CREATE TABLE lintel.submission (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  -- What it is called on receipts.
  reference text NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('draft', 'sent', 'triaged', 'discarded')),
  -- Of a draft from before the access code was renewed: the code that opens it. No session reaches it until that code is
  -- typed, so that a new code gives its maker nothing unsent.
  earlier_code_hash text,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- A draft that nobody has changed for long is erased.
  changed_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  triaged_at timestamptz,
  CHECK ((sent_at IS NOT NULL) = (state IN ('sent', 'triaged'))),
  CHECK (earlier_code_hash IS NULL OR state IN ('draft', 'discarded'))
);
CREATE UNIQUE INDEX submission_one_draft ON lintel.submission (invitation_id) WHERE state = 'draft' AND earlier_code_hash IS NULL;
CREATE INDEX submission_invitation ON lintel.submission (invitation_id);
CREATE INDEX submission_investigation ON lintel.submission (investigation_id, sent_at);
-- What waits for a decision, of one investigation and in order.
CREATE INDEX submission_waiting ON lintel.submission (sent_at, id) WHERE state = 'sent';

-- One file: what a victim added, or what an officer added or took from another one. Until it is sent it is the victim's alone.
CREATE TABLE lintel.clip (
  id uuid PRIMARY KEY,
  -- Null, as the invitation is, for what an officer added.
  submission_id uuid REFERENCES lintel.submission,
  invitation_id uuid REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  state text NOT NULL CHECK (state IN ('receiving', 'received', 'verified', 'master')),
  file_name text NOT NULL,
  -- Bytes.
  size bigint NOT NULL CHECK (size >= 0),
  -- As the victim's device made it, and of the bytes as they were read back.
  device_sha256 text CHECK (device_sha256 ~ '^[0-9a-f]{64}$'),
  stored_sha256 text CHECK (stored_sha256 ~ '^[0-9a-f]{64}$'),
  crc32 bigint,
  kind text,
  media jsonb,
  -- Where it comes from: maker, model, what its name and its container say.
  source jsonb,
  -- When the file was last changed, as the victim's device says.
  file_date timestamptz,
  -- The clip of which this is a better version. Both are kept.
  replaces uuid REFERENCES lintel.clip ON DELETE SET NULL CONSTRAINT clip_replaces_another CHECK (replaces <> id),
  -- Of a still: the clip that it was taken from.
  derived_from uuid REFERENCES lintel.clip,
  incoming_key text NOT NULL UNIQUE,
  evidence_key text UNIQUE,
  -- SHA-256 of the secret of the victim's session in which it was added.
  made_in bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  received_at timestamptz,
  verified_at timestamptz,
  sent_at timestamptz,
  -- Taken out by the victim, who may put it back until the draft is sent; then it is erased. Nobody else reaches it meanwhile.
  removed_at timestamptz,
  master_at timestamptz,
  -- When its files were last read again and compared; a worker that is at it writes a time at which they are due again.
  fixity_at timestamptz,
  -- From when and until when the doorbell's maker deletes its own copy: only where that would be better than what was given.
  deletion_from timestamptz,
  deletion_until timestamptz,
  -- From then on there is no file and no copy any more; the row and its history stay.
  erased_at timestamptz,
  CHECK (state <> 'master' OR (sent_at IS NOT NULL AND evidence_key IS NOT NULL AND stored_sha256 IS NOT NULL)),
  CONSTRAINT clip_came_one_way
    CHECK ((submission_id IS NULL) = (invitation_id IS NULL) AND (submission_id IS NOT NULL OR sent_at IS NOT NULL)),
  CONSTRAINT clip_removed_is_unsent CHECK (removed_at IS NULL OR sent_at IS NULL),
  CONSTRAINT clip_derived_is_sent CHECK (derived_from IS NULL OR (sent_at IS NOT NULL AND derived_from <> id)),
  CONSTRAINT clip_deletion CHECK ((deletion_from IS NULL) = (deletion_until IS NULL)),
  CONSTRAINT clip_erased_was_master CHECK (erased_at IS NULL OR state = 'master')
);
CREATE INDEX clip_submission ON lintel.clip (submission_id, created_at);
CREATE INDEX clip_place ON lintel.clip (investigation_id, sent_at, id);
CREATE INDEX clip_unsent ON lintel.clip (created_at) WHERE sent_at IS NULL;
CREATE INDEX clip_replaces ON lintel.clip (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX clip_derived_from ON lintel.clip (derived_from) WHERE derived_from IS NOT NULL;
CREATE INDEX clip_fixity ON lintel.clip ((coalesce(fixity_at, master_at)), id) WHERE state = 'master' AND erased_at IS NULL;
CREATE INDEX clip_deletion ON lintel.clip (deletion_until, id) WHERE deletion_until IS NOT NULL;

-- A file that the victim has chosen and that is not here whole. Its row is there before its first byte, so that whatever happens to
-- the page, it can be asked for by name; what is chosen again is known by size and fingerprint. It is gone when the file is whole.
CREATE TABLE lintel.chosen_file (
  -- Also of the clip that it becomes.
  id uuid PRIMARY KEY,
  submission_id uuid NOT NULL REFERENCES lintel.submission,
  file_name text NOT NULL,
  -- Bytes.
  size bigint NOT NULL CHECK (size >= 0),
  -- When the file was last changed, as the victim's device says.
  file_date timestamptz,
  -- SHA-256 of its first, middle and last KiB, as the victim's device made it. No check of the file: only to know it again.
  fingerprint text CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the secret of the victim's session in which it was chosen.
  made_in bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Taken out by the victim, as with a clip.
  removed_at timestamptz
);
CREATE INDEX chosen_file_submission ON lintel.chosen_file (submission_id, created_at);

-- What the victim keeps of a sending: facts about files that intake itself can no longer read, and of the diary numbers only.
CREATE TABLE lintel.receipt (
  submission_id uuid PRIMARY KEY REFERENCES lintel.submission,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  reference text NOT NULL UNIQUE,
  sent_at timestamptz NOT NULL,
  clips jsonb NOT NULL,
  incidents jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX receipt_invitation ON lintel.receipt (invitation_id, sent_at);
