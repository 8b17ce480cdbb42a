import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { NO_SECRET } from './secrets';

export interface Many {
  /** With exactly 25 clips, its newest first in the alphabet. */
  readonly investigation: string;
  readonly invitation: string;
  readonly clip: string;
}

const CLIPS_OF_FIRST = 25;

/**
 * A force's work, in SQL alone: investigations of which `member` is a member of each and `other` of fifty, clips
 * spread over them and over two years, most of them decided, some waiting, a few with a problem. As the administrator.
 */
export async function seedMany(
  admin: Client,
  {
    member,
    other,
    investigations,
    clips,
  }: { member: string; other: string; investigations: number; clips: number },
): Promise<Many> {
  const run = (sql: string, values: unknown[] = []): Promise<unknown> => admin.query(sql, values);
  await run(
    `CREATE TEMPORARY TABLE many_case AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS invitation, gen_random_uuid() AS submission
       FROM generate_series(1, $1::int) n`,
    [investigations],
  );
  await run(
    `CREATE TEMPORARY TABLE many_clip AS SELECT k, gen_random_uuid() AS id, c.n, c.id AS investigation, c.invitation, c.submission,
            now() - (k % 700) * interval '1 day' - k * interval '1 second' AS at
       FROM generate_series(1, $1::int) k JOIN many_case c ON c.n = CASE WHEN k <= $2 THEN 1 ELSE 2 + k % ($3::int - 1) END`,
    [clips, CLIPS_OF_FIRST, investigations],
  );
  await run(
    `INSERT INTO lintel.investigation (id, urn, offence, team, oic_id, created_at)
     SELECT id, '26/' || lpad(n::text, 6, '0'), CASE n % 2 WHEN 0 THEN 'Stalking' ELSE 'Harassment' END, 'Team ' || n % 7, $1,
            now() - n * interval '1 hour' FROM many_case`,
    [member],
  );
  await run(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by)
     SELECT id, $1::uuid, $1::uuid FROM many_case UNION ALL SELECT id, $2::uuid, $1::uuid FROM many_case WHERE n * 7919 % $3 < 50`,
    [member, other, investigations],
  );
  await run(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, created_at)
     SELECT invitation, id, sha256(invitation::text::bytea), '${NO_SECRET}', now() + interval '90 days', $1, now() - n * interval '1 hour' FROM many_case`,
    [member],
  );
  await run(
    `INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
     SELECT invitation, true, 'none', '', '{}', '09:00', '10:00', '', '', $1 FROM many_case WHERE n % 10 <> 0`,
    [member],
  );
  await run(
    `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at, triaged_at)
     SELECT submission, invitation, id, 'SUBM-' || n, CASE WHEN n % 10 = 1 THEN 'sent' ELSE 'triaged' END,
            now() - n * interval '1 hour', CASE WHEN n % 10 <> 1 THEN now() END FROM many_case`,
  );
  await run(
    `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, device_sha256, kind,
       incoming_key, evidence_key, created_at, sent_at, master_at, deletion_from, deletion_until)
     SELECT id, submission, invitation, investigation, 'master', 'clip ' || k || '.mp4', 1000, encode(sha256(id::text::bytea), 'hex'), encode(sha256(id::text::bytea), 'hex'), 'video/mp4',
            id::text, 'masters/' || id, at, at, at,
            CASE WHEN k % 100 = 0 THEN now() - (k % 300) * interval '1 day' END,
            CASE WHEN k % 100 = 0 THEN now() + (60 - k % 300) * interval '1 day' END FROM many_clip`,
  );
  // Of every tenth investigation half of the clips wait.
  await run(
    `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id)
     SELECT id, CASE WHEN k % 2 = 0 THEN 'accepted' ELSE 'declined' END, '', $1 FROM many_clip WHERE NOT (n % 10 = 1 AND k % 2 = 1)`,
    [member],
  );
  await run(
    `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by, registered_at)
     SELECT gen_random_uuid(), investigation, id, 'AB/' || row_number() OVER (PARTITION BY investigation ORDER BY k), 'Ann Bell', 'A man', $1, at
       FROM many_clip WHERE k % 2 = 0`,
    [member],
  );
  await run(
    `INSERT INTO lintel.rendition (id, clip_id, kind, state, input_sha256, recipe, facts, why, made_at)
     SELECT gen_random_uuid(), id, 'proxy', 'failed', encode(sha256(id::text::bytea), 'hex'), '{}', '{}', 'No picture', at FROM many_clip WHERE k % 50 = 1`,
  );
  await run(
    `INSERT INTO lintel.clip_trouble (clip_id, kind) SELECT id, 'differs' FROM many_clip WHERE k % 40 = 1`,
  );
  // In every third investigation a neighbour was asked; the victim was told of it later, but of every tenth.
  await run(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by, created_at, holder)
     SELECT submission, id, sha256(submission::text::bytea), '${NO_SECRET}', now() + interval '90 days', $1, now() - n * interval '1 hour', 'neighbour'
       FROM many_case WHERE n % 3 = 0`,
    [member],
  );
  await run(
    `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, enquiry, necessity, alternatives,
       views, views_words, told, told_words, correction, officer_id)
     SELECT submission, submission, 'Neighbour ' || n, '', 'Clips', 'A car', '', 'The car', 'It shows the car', 'None', 'not-sought', 'No time',
            'later', 'It would tell the suspect', '', $1 FROM many_case WHERE n % 3 = 0`,
    [member],
  );
  await run(
    `INSERT INTO lintel.victim_told (id, invitation_id, request_id, given_on, words, officer_id)
     SELECT gen_random_uuid(), submission, submission, current_date, 'By hand', $1 FROM many_case WHERE n % 3 = 0 AND n % 30 <> 0`,
    [member],
  );
  await run('ANALYZE');
  const { rows } = await admin.query<Many>(
    'SELECT investigation, invitation, id AS clip FROM many_clip WHERE n = 1 ORDER BY k LIMIT 1',
  );
  await run('DROP TABLE many_case, many_clip');
  return rows[0] ?? { investigation: randomUUID(), invitation: randomUUID(), clip: randomUUID() };
}
