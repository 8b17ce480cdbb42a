import { randomUUID } from 'node:crypto';
import type { Desk } from './desk';

/** An entry of the diary that was sent. */
export async function seedEntry(
  { world, home }: Desk,
  words: string,
  { number, follows = null }: { readonly number: number; readonly follows?: string | null },
): Promise<string> {
  const id = randomUUID();
  const answers = {
    what: { words, unknown: false },
    when: { kind: 'exact', day: '3', month: '11', year: '2026', time: '21:15', words: '' },
  };
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at, follows)
     VALUES ($1, $2, $3, $4, $5, $6, now(), $7)`,
    [id, home.invitation, home.investigation, home.submission, JSON.stringify(answers), number, follows],
  );
  return id;
}

export interface ListedItem {
  readonly id: string;
  readonly fileName: string;
  readonly stands: boolean;
  readonly locked: boolean;
  readonly written: { readonly kind: string; readonly version: number } | null;
}

/** Of what is written, in the order of the list. */
export async function writtenItems(desk: Desk): Promise<ListedItem[]> {
  const { items } = await desk.get<{ items: ListedItem[] }>(desk.ofCase('items?limit=200'));
  return items.filter(({ written }) => written !== null);
}
