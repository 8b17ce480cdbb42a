import type { Client } from 'pg';

/** Clips of one sending, a day apart, in SQL alone. As the administrator. */
export async function seedClips(
  admin: Client,
  home: { readonly investigation: string; readonly invitation: string; readonly submission: string },
  clips: number,
): Promise<void> {
  await admin.query(
    `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, device_sha256, kind,
       media, incoming_key, evidence_key, created_at, sent_at, master_at)
     SELECT id, $1, $2, $3, 'master', 'clip ' || k || '.mp4', 1000, encode(sha256(id::text::bytea), 'hex'), encode(sha256(id::text::bytea), 'hex'), 'video/mp4', '{"duration": 20}',
       id::text, 'masters/' || id, at, at, at
       FROM (SELECT k, gen_random_uuid() AS id, timestamptz '2020-01-01 20:00Z' + k * interval '1 day' AS at
               FROM generate_series(1, $4::int) k) c`,
    [home.submission, home.invitation, home.investigation, clips],
  );
}

/** Entries of a diary in the sending of the clips, three days apart. As the administrator. */
export async function seedIncidents(
  admin: Client,
  home: { readonly investigation: string; readonly invitation: string; readonly submission: string },
  incidents: number,
): Promise<void> {
  await admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     SELECT gen_random_uuid(), $1, $2, $3, jsonb_build_object('when', jsonb_build_object('kind', 'exact', 'day', extract(day FROM at)::text,
              'month', extract(month FROM at)::text, 'year', extract(year FROM at)::text, 'time', '21:00', 'words', '')), k, now()
       FROM (SELECT k, date '2020-01-02' + 3 * k AS at FROM generate_series(1, $4::int) k) i`,
    [home.invitation, home.investigation, home.submission, incidents],
  );
}

/** In every sending ten entries of a diary, of which every fifth adds to the one before. As the administrator. */
export async function seedDiaries(admin: Client): Promise<void> {
  await admin.query(
    `WITH entry AS (SELECT s.invitation_id, s.investigation_id, s.id AS submission, k, gen_random_uuid() AS id, date '2020-01-02' + 3 * k AS at
         FROM lintel.submission s CROSS JOIN generate_series(1, 10) k)
     INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, follows, answers, number, sent_at)
     SELECT id, invitation_id, investigation_id, submission, CASE WHEN k % 5 = 0 THEN lag(id) OVER (PARTITION BY submission ORDER BY k) END,
            jsonb_build_object('when', jsonb_build_object('kind', 'exact', 'day', extract(day FROM at)::text,
              'month', extract(month FROM at)::text, 'year', extract(year FROM at)::text, 'time', '21:00', 'words', '')),
            row_number() OVER (PARTITION BY invitation_id ORDER BY submission, k), now()
       FROM entry`,
  );
}

/** The time of each clip of an investigation chosen. As the administrator. */
export async function seedTimes(admin: Client, officer: string, investigation: string): Promise<void> {
  await admin.query(
    `WITH read AS (INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
       SELECT id, 'overlay', true, jsonb_build_object('source', 'overlay', 'of', 'start', 'ofEvent', true, 'wall', null, 'zone', 'UTC',
              'readings', jsonb_build_array(jsonb_build_object('as', 'UTC', 'instant', created_at, 'london', created_at)),
              'flags', jsonb_build_array(), 'confidence', 'high', 'plusMinusSeconds', 1)
         FROM lintel.clip WHERE investigation_id = $2 RETURNING id, clip_id)
     INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
     SELECT c.id, r.id, c.created_at, 'It shows it', $1 FROM read r JOIN lintel.clip c ON c.id = r.clip_id`,
    [officer, investigation],
  );
}

/**
 * In every investigation an order, and every second clip an occasion of its own, which counts after a change of mind.
 * As the administrator.
 */
export async function seedOccasions(admin: Client, officer: string): Promise<void> {
  await admin.query(
    `WITH picked AS (SELECT c.id AS clip, c.investigation_id, gen_random_uuid() AS id, n / 2 AS number
         FROM (SELECT c.id, c.investigation_id, row_number() OVER (PARTITION BY c.investigation_id ORDER BY c.created_at, c.id) AS n
                 FROM lintel.clip c) c WHERE n % 2 = 0),
       occasion AS (INSERT INTO lintel.occasion (id, investigation_id, number, officer_id)
         SELECT id, investigation_id, number, $1 FROM picked RETURNING id),
       part AS (INSERT INTO lintel.occasion_part (id, occasion_id, clip_id, added_by)
         SELECT gen_random_uuid(), p.id, p.clip, $1 FROM picked p JOIN occasion o ON o.id = p.id RETURNING id)
     INSERT INTO lintel.occasion_decision (occasion_id, investigation_id, counts, reason, officer_id)
     SELECT p.id, p.investigation_id, counts, 'Seen again', $1
       FROM picked p JOIN occasion o ON o.id = p.id CROSS JOIN (VALUES (false), (true)) d (counts)`,
    [officer],
  );
  await admin.query(
    `INSERT INTO lintel.protective_order (id, investigation_id, kind, made_on, terms, officer_id)
     SELECT gen_random_uuid(), id, 'restraining', date '2020-01-01', 'Not to go near her', $1 FROM lintel.investigation`,
    [officer],
  );
  await admin.query('ANALYZE');
}
