import { uuidV7 } from '../../src/kernel/ids';
import { wholeDetail, wholeSecrets } from '../support/event-samples';

/** Subject, type and detail; the investigation, where the subject is not one. */
export type Said = readonly [subject: string, type: string, detail: object, investigation?: string];

/** An event as whoever acts in the transaction may state it, as the product does with what it records; what it lacks is a sample. */
export async function say(
  query: (sql: string, values: unknown[]) => Promise<unknown>,
  [subject, type, detail, investigation]: Said,
): Promise<void> {
  const own = subject.startsWith('investigation:') ? subject.slice('investigation:'.length) : null;
  await query(`SELECT custody.append($1, $2, $3, clock_timestamp(), $4, $5, $6)`, [
    subject,
    type,
    uuidV7(Date.now()),
    wholeDetail(type, detail),
    wholeSecrets(type),
    investigation ?? own,
  ]);
}

/** What the log has of a pass for an assisted session at the victim's home. */
export const assistanceOffered = (given: { readonly id: string; readonly investigation: string }): Said => [
  `investigation:${given.investigation}`,
  'assisted-session-offered',
  { invitation: given.id, place: 'home' },
];
