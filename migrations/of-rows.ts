/** A row that lets somebody in, or gives a right, and the event without which it does not stay. */
export interface Forced {
  /** Of the trigger and, after the table, of its function. What was asked of such a row before is asked first, by the alphabet. */
  readonly name: string;
  readonly table: string;
  readonly on: string;
  /** Of an update: whether it is such a change. */
  readonly when?: string;
  /** Whose rows these are; the operator's are said in files of the operator. */
  readonly role?: 'intake' | 'workspace';
  /** Each an expression of the subject, the types, what of the detail the row says, and who has to have said it. */
  readonly said: readonly (readonly [subject: string, types: string, detail: string, by?: string])[];
  /** Whether one of them is enough. */
  readonly any?: true;
  /** Of all of them: who may have said it (`uuid[]`). */
  readonly among?: string;
  /** What must be true besides: one event speaks for one row. */
  readonly alone?: string;
}

const AT = (column: string): string =>
  `to_char(NEW.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const ABOUT = `'investigation:' || NEW.investigation_id`;
const ITEM = `'clip:' || NEW.clip_id`;
const OF_INVITATION = `'investigation:' || (SELECT i.investigation_id FROM lintel.invitation i WHERE i.id = NEW.invitation_id)`;
const OF_BUNDLE = `'investigation:' || (SELECT b.investigation_id FROM lintel.bundle b WHERE b.id = NEW.bundle_id)`;
const OF_ISSUE = `'investigation:' || (SELECT i.investigation_id FROM lintel.bundle_issue i WHERE i.id = NEW.issue_id)`;
const LINK = `'invitation', NEW.id, 'expires', ${AT('expires_at')}`;

/** Of investigations, links and what leaves by them. */
export const ROWS_OF_CASES: readonly Forced[] = [
  {
    name: 'stated',
    table: 'lintel.investigation_member',
    on: 'INSERT',
    // Who opens an investigation is its first member.
    said: [
      [
        ABOUT,
        `CASE WHEN NEW.added_by = NEW.officer_id THEN '{investigation-opened}' ELSE '{access-granted}' END::text[]`,
        `CASE WHEN NEW.added_by = NEW.officer_id THEN '{}' ELSE jsonb_build_object('officer', NEW.officer_id) END`,
        'NEW.added_by',
      ],
    ],
  },
  {
    name: 'stated_change',
    table: 'lintel.investigation_member',
    on: 'UPDATE',
    when: 'OLD.* IS DISTINCT FROM NEW.*',
    said: [
      [
        ABOUT,
        `ARRAY[CASE WHEN NEW.removed_at IS NULL THEN 'access-granted' ELSE 'access-removed' END]`,
        `jsonb_build_object('officer', NEW.officer_id)`,
        'CASE WHEN NEW.removed_at IS NULL THEN NEW.added_by END',
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.investigation',
    on: 'UPDATE OF oic_id, closed_at, team, offence',
    when: '(OLD.oic_id, OLD.closed_at, OLD.team, OLD.offence) IS DISTINCT FROM (NEW.oic_id, NEW.closed_at, NEW.team, NEW.offence)',
    said: [
      [
        `'investigation:' || NEW.id`,
        `'{investigation-changed}'`,
        `jsonb_build_object('oic', NEW.oic_id, 'state', CASE WHEN NEW.closed_at IS NULL THEN 'open' ELSE 'closed' END)`,
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.investigation_link',
    on: 'INSERT',
    said: [
      [
        `'investigation:' || NEW.one_id`,
        `'{investigations-linked}'`,
        `jsonb_build_object('link', NEW.id)`,
        'NEW.linked_by',
      ],
      [
        `'investigation:' || NEW.other_id`,
        `'{investigations-linked}'`,
        `jsonb_build_object('link', NEW.id)`,
        'NEW.linked_by',
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.invitation',
    on: 'INSERT',
    said: [[ABOUT, `'{invitation-created}'`, `jsonb_build_object(${LINK})`, 'NEW.created_by']],
  },
  {
    name: 'stated_code',
    table: 'lintel.invitation',
    on: 'UPDATE OF code_hash',
    when: 'OLD.code_hash IS DISTINCT FROM NEW.code_hash',
    said: [[ABOUT, `'{invitation-renewed}'`, `jsonb_build_object(${LINK})`]],
  },
  {
    name: 'stated_days',
    table: 'lintel.invitation',
    on: 'UPDATE OF expires_at',
    when: 'NEW.expires_at > OLD.expires_at',
    said: [[ABOUT, `'{invitation-renewed,invitation-extended}'`, `jsonb_build_object(${LINK})`]],
  },
  {
    name: 'stated',
    table: 'lintel.assisted_pass',
    on: 'INSERT',
    said: [
      [
        OF_INVITATION,
        `'{assisted-session-offered}'`,
        `jsonb_build_object('invitation', NEW.invitation_id, 'place', NEW.place)`,
        'NEW.officer_id',
      ],
    ],
    // The event does not name it.
    alone: `NOT EXISTS (
      SELECT FROM lintel.assisted_pass p
       WHERE p.invitation_id = NEW.invitation_id AND p.token_hash <> NEW.token_hash AND p.xmin = pg_current_xact_id()::xid)`,
  },
  {
    name: 'stated',
    table: 'lintel.intake_session',
    on: 'INSERT',
    role: 'intake',
    // In an assisted session by whose help: it was not the victim alone.
    said: [
      [
        OF_INVITATION,
        `'{invitation-opened}'`,
        `jsonb_build_object('invitation', NEW.invitation_id)
           || CASE WHEN NEW.assisted_by IS NULL THEN '{}' ELSE jsonb_build_object('assistedBy', NEW.assisted_by) END`,
      ],
    ],
  },
  {
    // Opens all drafts of the victim in such a session.
    name: 'stated_own_code',
    table: 'lintel.intake_session',
    on: 'UPDATE OF own_code_at',
    when: 'OLD.own_code_at IS NULL AND NEW.own_code_at IS NOT NULL',
    role: 'intake',
    said: [[OF_INVITATION, `'{code-entered}'`, `jsonb_build_object('invitation', NEW.invitation_id)`]],
  },
  {
    name: 'stated',
    table: 'lintel.safe_contact',
    on: 'INSERT',
    said: [
      [
        OF_INVITATION,
        `'{safe-contact-recorded}'`,
        `jsonb_build_object('invitation', NEW.invitation_id, 'doNotContact', NEW.do_not_contact)`,
        'NEW.officer_id',
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.message',
    on: 'INSERT',
    said: [
      [
        ABOUT,
        `'{message-requested}'`,
        `jsonb_build_object('message', NEW.id, 'invitation', NEW.invitation_id, 'kind', NEW.kind, 'channel', NEW.channel)`,
        'NEW.requested_by',
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.bundle',
    on: 'INSERT',
    said: [
      [
        ABOUT,
        `'{bundle-requested}'`,
        `jsonb_build_object('bundle', NEW.id, 'kind', NEW.kind)`,
        'NEW.requested_by',
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.bundle_issue',
    on: 'INSERT',
    said: [
      [
        ABOUT,
        `'{bundle-issued}'`,
        `jsonb_build_object('bundle', NEW.bundle_id, 'issue', NEW.id, 'recipientKind', NEW.recipient_kind, 'expires', ${AT('expires_at')})`,
        'NEW.issued_by',
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.bundle_ticket',
    on: 'INSERT',
    said: [
      [
        OF_BUNDLE,
        `'{bundle-downloaded}'`,
        `jsonb_build_object('bundle', NEW.bundle_id, 'access', NEW.id)`,
        'NEW.officer_id',
      ],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.bundle_download',
    on: 'INSERT',
    said: [
      [OF_ISSUE, `'{bundle-downloaded}'`, `jsonb_build_object('issue', NEW.issue_id, 'download', NEW.id)`],
    ],
  },
  {
    name: 'stated',
    table: 'lintel.access_ticket',
    on: 'INSERT',
    said: [
      [
        ITEM,
        `ARRAY[CASE WHEN NEW.purpose = 'view' THEN 'viewed' ELSE 'downloaded' END]`,
        `jsonb_build_object('access', NEW.id, 'content', NEW.content)`,
        'NEW.officer_id',
      ],
      // The small pictures of a page of a list are one look.
      [
        `CASE WHEN NEW.purpose = 'view' AND NEW.content IN ('thumbnail', 'contact-sheet') THEN ${ABOUT} END`,
        `'{listed}'`,
        `jsonb_build_object('clips', jsonb_build_array(NEW.clip_id))`,
        'NEW.officer_id',
      ],
    ],
    any: true,
  },
  {
    name: 'stated',
    table: 'lintel.disposal',
    on: 'INSERT',
    said: [[ITEM, `'{disposal-proposed}'`, `jsonb_build_object('disposal', NEW.id)`, 'NEW.proposed_by']],
  },
  {
    name: 'stated_change',
    table: 'lintel.disposal',
    on: 'UPDATE OF state',
    when: 'OLD.state IS DISTINCT FROM NEW.state',
    said: [
      [
        ITEM,
        `ARRAY['disposal-' || NEW.state]`,
        `jsonb_build_object('disposal', NEW.id)
           || CASE WHEN NEW.state = 'approved' THEN jsonb_build_object('eraseAfter', ${AT('erase_after')}) ELSE '{}' END`,
        `CASE WHEN NEW.state = 'stopped' THEN NEW.stopped_by ELSE NEW.decided_by END`,
      ],
    ],
  },
  {
    name: 'stated_lifting',
    table: 'lintel.retention_hold',
    on: 'UPDATE OF lifted_at',
    when: 'OLD.lifted_at IS DISTINCT FROM NEW.lifted_at',
    said: [
      [
        `coalesce(${ITEM}, ${ABOUT})`,
        `'{hold-lifted}'`,
        `jsonb_build_object('hold', NEW.id)`,
        'NEW.lifted_by',
      ],
    ],
  },
];
