import type { Client } from 'pg';

/** How much lies behind the lists that are not of clips. */
interface Behind {
  readonly officers: number;
  readonly doorbells: number;
  readonly events: number;
}

/** With exactly as many events of its own on either side. */
const EVENTS_OF_ONE = 30;

/** Investigations of each officer, but of those who are said. */
const CASES_OF_ONE = 10;

/** Officers, doorbells of the scheme, and a log whose chains hold no real hashes: for lists, not for proofs. As the administrator. */
export async function seedLists(
  admin: Client,
  { officer, clip, ...behind }: Behind & { officer: string; clip: string },
): Promise<void> {
  await admin.query(
    `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash, signed_in_on)
     SELECT gen_random_uuid(), 'many' || n || '@force.example', 'Officer ' || lpad(n::text, 6, '0'), 'OO', 'investigator', 'x',
            current_date - n % 300 FROM generate_series(1, $1::int) n`,
    [behind.officers],
  );
  // As in a force: most officers have few investigations, and this is what a plan that is kept is made for.
  await admin.query(
    `WITH o AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM lintel.officer WHERE email LIKE 'many%'),
          i AS (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS of FROM lintel.investigation)
     INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by)
     SELECT i.id, o.id, $1 FROM o CROSS JOIN generate_series(1, $2::int) k JOIN i ON i.n = 1 + (o.n * 17 + k * 31) % i.of ON CONFLICT DO NOTHING`,
    [officer, CASES_OF_ONE],
  );
  await admin.query(
    `WITH given AS (INSERT INTO scheme.doorbell (id) SELECT gen_random_uuid() FROM generate_series(1, $1::int) RETURNING id, place)
     INSERT INTO scheme.entry (doorbell_id, version, change, person, force, given_on, make, model, risk, cost_pence, state, reason, salt, recorded_by)
     SELECT id, 1, 'given', 'P-' || place, 'Durham Constabulary', date '2026-01-01' - (place % 60)::int, 'Ring', 'Video Doorbell', 'high', 9900,
            'out', '', decode(repeat('00', 16), 'hex'), $2 FROM given`,
    [behind.doorbells, officer],
  );
  // Ids of version 7, a second apart: their order is that of time. The newest are the officer's, about the clip.
  await admin.query(
    `INSERT INTO custody.record (subject, seq, id, prev, hash, type, officer, event)
     SELECT CASE WHEN mine THEN 'clip:' || $3 ELSE 'service:many' || n % 500 END, CASE WHEN mine THEN n ELSE n / 500 + 1 END, id,
            sha256(''), sha256(id::text::bytea), CASE WHEN mine THEN 'viewed' ELSE 'officer-confirmed' END, actor,
            json_build_object('v', 1, 'id', id, 'type', CASE WHEN mine THEN 'viewed' ELSE 'officer-confirmed' END, 'category', 'consultation',
              'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'actor', json_build_object('kind', 'officer', 'id', actor),
              'detail', json_build_object(), 'commit', json_build_object())::text
       FROM (SELECT n, n <= $4 AS mine, CASE WHEN n <= $4 THEN $2::uuid ELSE md5('o' || n % 40)::uuid END AS actor, at, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0')
                    || '8' || substr(md5(n::text), 1, 15))::uuid AS id
               FROM (SELECT n, now() - n * interval '1 second' - interval '1 hour' AS at FROM generate_series(1, $1::int) n) t) e`,
    [behind.events, officer, clip, EVENTS_OF_ONE],
  );
  await admin.query('ANALYZE');
}
