import { randomUUID } from 'node:crypto';
import type { Case } from '../../factories/rows';
import type { Said } from '../../factories/saying';
import { NO_SECRET } from '../../factories/secrets';

/** Two whole cases of one member, and the people and things of the first. */
export interface Scene {
  readonly made: Case;
  readonly second: Case;
  readonly boss: string;
  readonly discloser: string;
  readonly newcomer: string;
  readonly closed: string;
  readonly waiting: string;
  readonly bundle: string;
  readonly hold: string;
  readonly added: string;
}

interface Attempt {
  readonly alongside?: (of: Scene) => readonly [sql: string, values: readonly unknown[]];
  readonly by: (of: Scene) => string;
  readonly sql: string;
  readonly values: (of: Scene) => readonly unknown[];
  readonly says: (of: Scene) => readonly Said[];
}

const about = ({ made }: Scene): string => `investigation:${made.investigation}`;
const item = ({ made }: Scene): string => `clip:${made.sentClip}`;
const OFFICER = ({ made }: Scene): string => made.officer;
const UNTIL = '2030-01-01T00:00:00.000Z';
const CODE = `'${NO_SECRET}'`;
export const CONTACT = `INSERT INTO lintel.safe_contact
    (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
  VALUES ($1, false, 'email', 'other@sample.invalid', '{1}', '09:00', '17:00', '', '', $2)`;
const [link, issue, ticket, look, message, disposal, linking] = Array.from({ length: 7 }, () => randomUUID());
const fresh = randomUUID();

/** What an intruder in the workspace could use to get in, or to let somebody in, and what has to be said of it. */
export const WAYS_IN: Readonly<Record<string, Attempt>> = {
  'brings somebody into a team': {
    by: (of) => of.boss,
    sql: `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)`,
    values: (of) => [of.made.investigation, of.newcomer, of.boss],
    says: (of) => [[about(of), 'access-granted', { officer: of.newcomer }]],
  },
  'brings somebody back into a team': {
    by: OFFICER,
    sql: `UPDATE lintel.investigation_member SET removed_at = NULL, added_by = $3, added_at = now()
           WHERE investigation_id = $1 AND officer_id = $2`,
    values: (of) => [of.second.investigation, of.second.officer, of.made.officer],
    says: (of) => [
      [`investigation:${of.second.investigation}`, 'access-granted', { officer: of.second.officer }],
    ],
  },
  'takes somebody out of a team': {
    by: OFFICER,
    sql: `UPDATE lintel.investigation_member SET removed_at = now() WHERE investigation_id = $1 AND officer_id = $2`,
    values: (of) => [of.made.investigation, of.discloser],
    says: (of) => [[about(of), 'access-removed', { officer: of.discloser }]],
  },
  'lets another officer lead': {
    by: OFFICER,
    sql: 'UPDATE lintel.investigation SET oic_id = $2 WHERE id = $1',
    values: (of) => [of.made.investigation, of.discloser],
    says: (of) => [[about(of), 'investigation-changed', { oic: of.discloser, state: 'open' }]],
  },
  'links two investigations': {
    by: OFFICER,
    sql: `INSERT INTO lintel.investigation_link (id, one_id, other_id, reason, linked_by)
           VALUES ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 'sample', $4)`,
    values: (of) => [linking, of.made.investigation, of.second.investigation, of.made.officer],
    says: (of) => [
      [about(of), 'investigations-linked', { link: linking }],
      [`investigation:${of.second.investigation}`, 'investigations-linked', { link: linking }],
    ],
  },
  'makes a private link': {
    by: OFFICER,
    sql: `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by)
           VALUES ($1, $2, sha256('link'), ${CODE}, $3, $4)`,
    values: (of) => [link, of.made.investigation, UNTIL, of.made.officer],
    // PostgreSQL takes no link without it.
    alongside: (of) => [CONTACT, [link, of.made.officer]],
    says: (of) => [
      [about(of), 'safe-contact-recorded', { invitation: link, doNotContact: false }],
      [about(of), 'invitation-created', { invitation: link, expires: UNTIL }],
    ],
  },
  'gives a private link another code': {
    by: OFFICER,
    sql: `UPDATE lintel.invitation SET code_hash = '${NO_SECRET.replace('m=', 'm=1')}', expires_at = $2 WHERE id = $1`,
    values: (of) => [of.made.invitation, UNTIL],
    says: (of) => [[about(of), 'invitation-renewed', { invitation: of.made.invitation, expires: UNTIL }]],
  },
  'lets a private link live longer': {
    by: OFFICER,
    sql: 'UPDATE lintel.invitation SET expires_at = $2 WHERE id = $1',
    values: (of) => [of.made.invitation, UNTIL],
    says: (of) => [[about(of), 'invitation-extended', { invitation: of.made.invitation, expires: UNTIL }]],
  },
  'opens an assisted session': {
    by: OFFICER,
    sql: `INSERT INTO lintel.assisted_pass (token_hash, invitation_id, officer_id, place, expires_at)
           VALUES (sha256('pass'), $1, $2, 'home', now() + interval '5 minutes')`,
    values: (of) => [of.made.invitation, of.made.officer],
    says: (of) => [
      [about(of), 'assisted-session-offered', { invitation: of.made.invitation, place: 'home' }],
    ],
  },
  'records another way to reach the victim': {
    by: OFFICER,
    sql: CONTACT,
    values: (of) => [of.made.invitation, of.made.officer],
    says: (of) => [
      [about(of), 'safe-contact-recorded', { invitation: of.made.invitation, doNotContact: false }],
    ],
  },
  'asks for a message with a new link': {
    by: OFFICER,
    sql: `INSERT INTO lintel.message (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key)
           SELECT $1, $2, $3, 'link', s.channel, s.address, s.id, $4, $1 FROM lintel.safe_contact s
            WHERE s.invitation_id = $2 ORDER BY s.id DESC LIMIT 1`,
    values: (of) => [message, of.made.invitation, of.made.investigation, of.made.officer],
    says: (of) => [
      [
        about(of),
        'message-requested',
        { message, invitation: of.made.invitation, kind: 'link', channel: 'email' },
      ],
    ],
  },
  'gives a bundle out by a link': {
    by: (of) => of.discloser,
    sql: `INSERT INTO lintel.bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at, issued_by)
           VALUES ($1, $2, $3, 'court', 'Sample', sha256('issue'), ${CODE}, $4, $5)`,
    values: (of) => [issue, of.bundle, of.made.investigation, UNTIL, of.discloser],
    says: (of) => [
      [about(of), 'bundle-issued', { bundle: of.bundle, issue, recipientKind: 'court', expires: UNTIL }],
    ],
  },
  'takes a bundle along': {
    by: (of) => of.discloser,
    sql: `INSERT INTO lintel.bundle_ticket (id, bundle_id, officer_id, reason, expires_at)
           VALUES ($1, $2, $3, 'sample', now() + interval '1 hour')`,
    values: (of) => [ticket, of.bundle, of.discloser],
    says: (of) => [[about(of), 'bundle-downloaded', { bundle: of.bundle, access: ticket }]],
  },
  'takes an original along': {
    by: OFFICER,
    sql: `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, purpose, reason, expires_at)
           VALUES ($1, $2, $3, $4, 'original', 'download', 'sample', now() + interval '1 hour')`,
    values: (of) => [look, of.made.officer, of.made.investigation, of.made.sentClip],
    says: (of) => [[item(of), 'downloaded', { access: look, content: 'original' }]],
  },
  'opens the small picture of a list': {
    by: OFFICER,
    sql: `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, purpose, reason, expires_at)
           VALUES ($1, $2, $3, $4, 'thumbnail', 'view', NULL, now() + interval '1 hour')`,
    values: (of) => [look, of.made.officer, of.made.investigation, of.made.sentClip],
    says: (of) => [[about(of), 'listed', { clips: [randomUUID(), of.made.sentClip] }]],
  },
  'proposes that an item goes': {
    by: OFFICER,
    sql: `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by) VALUES ($1, $2, $3, 'sample', $4)`,
    values: (of) => [disposal, of.made.investigation, of.added, of.made.officer],
    says: (of) => [[`clip:${of.added}`, 'disposal-proposed', { disposal }]],
  },
  'lifts what keeps an item': {
    by: (of) => of.boss,
    sql: `UPDATE lintel.retention_hold SET lifted_by = $2, lifted_at = now(), lift_reason = 'sample' WHERE id = $1`,
    values: (of) => [of.hold, of.boss],
    says: (of) => [[about(of), 'hold-lifted', { hold: of.hold }]],
  },
  'makes an account': {
    by: (of) => of.boss,
    sql: `SELECT lintel.create_officer($1, 'made@sample.invalid', 'Sample', 'SO', 'supervisor', $2)`,
    values: () => [fresh, NO_SECRET],
    says: () => [['service:lintel', 'officer-created', { officer: fresh, role: 'supervisor' }]],
  },
  'gives an account another role': {
    by: (of) => of.boss,
    sql: `SELECT lintel.set_role($1, 'supervisor')`,
    values: (of) => [of.newcomer],
    says: (of) => [['service:lintel', 'officer-changed', { officer: of.newcomer, role: 'supervisor' }]],
  },
  'opens an account that was closed': {
    by: (of) => of.boss,
    sql: 'SELECT lintel.set_active($1, true)',
    values: (of) => [of.closed],
    says: (of) => [['service:lintel', 'officer-changed', { officer: of.closed, active: true }]],
  },
  'gives an account another one-time password': {
    by: (of) => of.boss,
    sql: 'SELECT lintel.renew_one_time_password($1, $2)',
    values: (of) => [of.waiting, NO_SECRET],
    says: (of) => [['service:lintel', 'officer-changed', { officer: of.waiting, oneTimePassword: true }]],
  },
  'adds a second step': {
    by: (of) => of.boss,
    sql: `SELECT lintel.confirm_second_step(1, ARRAY[sha256('code')])`,
    values: () => [],
    says: () => [['service:lintel', 'second-factor-set', { what: 'totp' }]],
  },
};
