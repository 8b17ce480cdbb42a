import type { InvitationId, OfficerId } from '../../src/kernel/ids';
import type { Transaction } from '../../src/platform/database';
import { say } from './saying';

/** What stands beside every private link: she may be reached in person, and no other way. */
export const inPersonOnly =
  (by: OfficerId) =>
  async (tx: Transaction, id: InvitationId): Promise<void> => {
    await tx.query(
      `INSERT INTO lintel.safe_contact
         (invitation_id, officer_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask)
       VALUES ($1, $2, false, 'in-person', '', '{}', '09:00', '17:00', '', '')`,
      [id, by],
    );
    const [link] = await tx.query<{ about: string }>(
      'SELECT investigation_id AS about FROM lintel.invitation WHERE id = $1',
      [id],
    );
    const detail = { invitation: id, doNotContact: false };
    await say(
      (sql, values) => tx.query(sql, values),
      [`investigation:${link?.about ?? ''}`, 'safe-contact-recorded', detail],
    );
  };
