import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { inScope, officerSession } from '../../factories/acting';
import type { Applied } from './application';
import type { Desk } from './desk';
import { writtenItems } from './words';

export const preview = async ({ desk, application }: Pick<Applied, 'desk' | 'application'>) =>
  (await desk.post(desk.ofCase('bundles/preview'), { kind: 'order', application }, 200)) as unknown as {
    readonly items: readonly { readonly clipId: string; readonly label: string }[];
    readonly withheld: readonly { readonly clipId: string }[];
    readonly problems: readonly string[];
  };

/** An entry of the diary, as an item. */
export async function itemOf(desk: Desk, entry: string): Promise<string> {
  await writtenItems(desk);
  const { rows } = await desk.world.admin.query<{ id: string }>(
    `SELECT clip_id AS id FROM lintel.written_item WHERE kind = 'incident' AND source = $1`,
    [entry],
  );
  return rows[0]?.id ?? '';
}

/** Words of an item, as they are shown. */
export const linesOf = async (desk: Desk, item: string): Promise<string> =>
  JSON.stringify((await desk.get(`/api/v1/written/${item}`))['lines']);

export interface ForgedAs {
  readonly kind?: string;
  readonly of?: string | null;
  readonly supersedes?: string | null;
}

/** What an officer with SQL alone fills a new bundle of the application with; taken back. */
export async function forge(
  workspace: Client,
  { desk, application }: Applied,
  item: string,
  { kind = 'order', of = application, supersedes = null }: ForgedAs,
): Promise<string> {
  const session = await officerSession(desk.world.admin, desk.officer.id);
  return inScope(workspace, 'officer', session, async () => {
    const bundle = randomUUID();
    try {
      await workspace.query(
        `INSERT INTO lintel.bundle (id, investigation_id, kind, number, urn, folder, requested_by, application_id, supersedes)
         VALUES ($1::uuid, $2, $3, 77, 'X', $1::uuid::text, $4, $5, $6)`,
        [bundle, desk.home.investigation, kind, desk.officer.id, of, supersedes],
      );
      await workspace.query(
        `INSERT INTO lintel.bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer, description)
         SELECT $1, 1, $2, d.id, 'x', 'x', true, '', '' FROM lintel.decision d WHERE d.clip_id = $2 ORDER BY place DESC LIMIT 1`,
        [bundle, item],
      );
      return 'done';
    } catch (error) {
      return (error as Error).message;
    }
  });
}
