import { randomUUID } from 'node:crypto';
import type { Case, World } from './world';

/** A message to her that did not arrive, or of which nobody knows. */
export async function seedLostMessage(
  world: World,
  of: Pick<Case, 'invitation' | 'investigation'>,
  by: string,
  state: 'failed' | 'refused' | 'uncertain' = 'failed',
): Promise<string> {
  const id = randomUUID();
  await world.admin.query(
    `INSERT INTO lintel.safe_contact
       (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
     VALUES ($1, false, 'email', 'her@mail.example', '{1,2,3,4,5,6,7}', '00:00', '24:00', '', '', $2)`,
    [of.invitation, by],
  );
  await world.admin.query(
    `INSERT INTO lintel.message
       (id, invitation_id, investigation_id, kind, channel, address, safe_contact_id, requested_by, key, state)
     SELECT $1::uuid, $2, $3, 'look', 'email', s.address, s.id, $4, $1::uuid, $5
       FROM lintel.safe_contact s WHERE s.invitation_id = $2 ORDER BY s.id DESC LIMIT 1`,
    [id, of.invitation, of.investigation, by, state],
  );
  return id;
}
