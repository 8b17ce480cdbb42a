import type { Client } from 'pg';

/**
 * Working copies of every clip of an investigation, which share one object; two of three are decided. Gives the clip in
 * the middle of the list. As the administrator.
 */
export async function seedEvidence(
  admin: Client,
  officer: string,
  investigation: string,
  objectKey = 'renditions/none',
  { sha256, size }: { readonly sha256: string; readonly size: number } = { sha256: 'b'.repeat(64), size: 10 },
): Promise<string> {
  await admin.query(
    `INSERT INTO lintel.rendition (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts)
     SELECT gen_random_uuid(), c.id, k, 'made', $2, 'image/jpeg', $3, $4, c.stored_sha256, '{}', '{}'
       FROM lintel.clip c CROSS JOIN unnest(ARRAY['proxy', 'thumbnail', 'contact-sheet']) k WHERE c.investigation_id = $1`,
    [investigation, objectKey, sha256, size],
  );
  await admin.query(
    `WITH placed AS (SELECT id, row_number() OVER (ORDER BY placed_at, sent_at, name_key, id) AS n
                       FROM lintel.clip WHERE investigation_id = $1),
       decided AS (INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id)
         SELECT id, CASE n % 3 WHEN 1 THEN 'accepted' ELSE 'declined' END, '', $2 FROM placed WHERE n % 3 > 0)
     INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
     SELECT gen_random_uuid(), $1, id, 'EV/' || n, 'Ann Bell', 'A man at the door', $2 FROM placed WHERE n % 3 = 1`,
    [investigation, officer],
  );
  await admin.query('ANALYZE');
  const { rows } = await admin.query<{ id: string }>(
    `SELECT id FROM lintel.clip WHERE investigation_id = $1 ORDER BY placed_at, sent_at, name_key, id
      OFFSET (SELECT count(*) / 2 FROM lintel.clip WHERE investigation_id = $1) LIMIT 1`,
    [investigation],
  );
  return rows[0]?.id ?? '';
}
