-- That the victim knows the notice, read or heard, and which version of it.
CREATE TABLE lintel.notice_confirmation (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  notice_version text NOT NULL,
  route text NOT NULL CHECK (route IN ('self', 'oral')),
  -- Who read it to the victim.
  officer_id uuid REFERENCES lintel.officer,
  confirmed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT notice_confirmation_oral CHECK ((officer_id IS NOT NULL) = (route = 'oral'))
);
CREATE INDEX notice_confirmation_invitation ON lintel.notice_confirmation (invitation_id);

-- Who set the doorbell up, and who else can sign in to it.
CREATE TABLE lintel.account_answer (
  invitation_id uuid PRIMARY KEY REFERENCES lintel.invitation,
  set_up_by text CHECK (set_up_by IN ('me', 'someone-else', 'together', 'unknown', 'left')),
  others text CHECK (others IN ('nobody', 'someone', 'unknown', 'left')),
  advised_at timestamptz,
  -- SHA-256 of the secret of the victim's session in which it was first answered.
  made_in bytea,
  answered_at timestamptz NOT NULL DEFAULT now(),
  -- When it went into the log, with a sending.
  logged_at timestamptz
);

-- Who agrees that footage is given (Police, Crime, Sentencing and Courts Act 2022 ss.38 and 39). The newest one counts.
CREATE TABLE lintel.agreement (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  decides text NOT NULL CHECK (decides IN ('self', 'child', 'helped', 'unsure')),
  relation text CHECK (relation IN ('parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult')),
  name text,
  route text NOT NULL CHECK (route IN ('self', 'oral')),
  officer_id uuid REFERENCES lintel.officer,
  agreed_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((officer_id IS NOT NULL) = (route = 'oral')),
  CHECK ((relation IS NOT NULL) = (decides IN ('child', 'helped')))
);
CREATE INDEX agreement_invitation ON lintel.agreement (invitation_id, id);

-- Whether somebody whose work it is acts with the victim. The newest statement counts; the victim's own has no officer.
CREATE TABLE lintel.advocate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  acts boolean NOT NULL,
  name text NOT NULL,
  organisation text NOT NULL,
  officer_id uuid REFERENCES lintel.officer,
  said_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX advocate_invitation ON lintel.advocate (invitation_id, id);

-- What an officer must know: the victim felt pressured, or stopped. The public process writes it and cannot read it back.
CREATE TABLE lintel.concern (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN ('pressured', 'stopped')),
  words text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  seen_by uuid REFERENCES lintel.officer,
  seen_at timestamptz,
  CHECK ((seen_by IS NULL) = (seen_at IS NULL))
);
CREATE INDEX concern_investigation ON lintel.concern (investigation_id, at);
CREATE INDEX concern_unseen ON lintel.concern (at) WHERE seen_at IS NULL;

-- How the victim may be reached, and what must never be done. The newest record counts; none means: never.
CREATE TABLE lintel.safe_contact (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  do_not_contact boolean NOT NULL,
  channel text NOT NULL CHECK (channel IN ('none', 'in-person', 'phone', 'text', 'email', 'advocate')),
  -- A number, an address or a name, as the channel needs it.
  address text NOT NULL,
  -- ISO weekdays: 1 is Monday.
  days integer[] NOT NULL CHECK (days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
  from_hour time NOT NULL,
  to_hour time NOT NULL CHECK (to_hour > from_hour),
  never text NOT NULL,
  -- Whom the victim may ask: shown on the victim's pages.
  ask text NOT NULL,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT do_not_contact OR channel = 'none')
);
CREATE INDEX safe_contact_invitation ON lintel.safe_contact (invitation_id, id);
