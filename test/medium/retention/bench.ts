import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Officer } from '../../../src/features/identity';
import { seedCopy, seedItem } from '../disclosure/support';
import { signedIn, type Answer, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type Case, type World } from '../workspace/world';
import { openEraser } from './eraser';

export const NAME = 'Front door sample name.mp4';
export const LONG_AGO = {
  outcome: 'no-further-action',
  decidedOn: '2001-02-03',
  group: '2',
  reason: 'Nobody was charged',
};
export const WHY = { reason: 'Its time has come' };

/** What these tests read of the answers about keeping. */
export interface KeptBody {
  readonly disposal: string;
  readonly rules: readonly object[];
  readonly disposals: readonly { readonly state: string; readonly eraseAfter: string }[];
  readonly items: readonly {
    readonly id: string;
    readonly matter: string;
    readonly count: number | null;
    readonly liftedAt: string | null;
  }[];
  readonly people: readonly {
    readonly invitationId: string;
    readonly erased: boolean;
    readonly rules: readonly { readonly id: string }[];
  }[];
  readonly storedSha256: string;
  readonly erasedAt: string | null;
}
export const read = (answer: Answer): KeptBody => answer.json() as unknown as KeptBody;
export const codeOf = (answer: Answer): unknown => [answer.status, answer.json().code];

export type Person = 'oic' | 'first' | 'second' | 'discloser' | 'auditor';

/** An investigation with its officer in the case, two supervisors, a disclosure officer, and the worker's disposals. */
export class Bench {
  private constructor(
    readonly world: World,
    readonly home: Case,
    readonly oic: Officer,
    readonly clients: Readonly<Record<Person, OfficerClient>>,
    readonly eraser: Awaited<ReturnType<typeof openEraser>>,
    /** The first supervisor, the second, and the disclosure officer. */
    readonly others: readonly Officer[],
  ) {}

  static async open(): Promise<Bench> {
    const world = await openWorld({
      DISPOSAL_COOLING_DAYS: '0',
      STEP_UP_MINUTES: '600',
      RETENTION_REVIEW_YEARS: '1=10,2=0,3=6',
    });
    const oic = await world.officer();
    const home = await seedCase(world, oic.id);
    const others: Officer[] = [];
    const member = async (role: 'supervisor' | 'disclosure'): Promise<OfficerClient> => {
      const officer = await world.officer(role);
      others.push(officer);
      await world.admin.query(
        'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
        [home.investigation, officer.id, oic.id],
      );
      return signedIn(world, officer);
    };
    const clients = {
      oic: await signedIn(world, oic),
      first: await member('supervisor'),
      second: await member('supervisor'),
      discloser: await member('disclosure'),
      auditor: await signedIn(world, await world.officer('auditor')),
    };
    return new Bench(world, home, oic, clients, await openEraser(world), others);
  }

  async close(): Promise<void> {
    await this.eraser.close();
    await this.world.close();
  }

  get of(): string {
    return `/api/v1/investigations/${this.home.investigation}`;
  }

  record(by: Person, body: object = LONG_AGO): Promise<Answer> {
    return this.clients[by].call('POST', `${this.of}/outcomes`, body);
  }

  /** An accepted exhibit with a viewing copy. */
  async item(): Promise<{ id: string; reference: string }> {
    const made = await seedItem(this.world, this.home, this.oic.id, { name: NAME });
    await seedCopy(this.world, made);
    await this.world.admin.query(
      `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES ($1, 'accepted', '', $2)`,
      [made.id, this.oic.id],
    );
    return made;
  }

  propose(id: string, by: Person = 'first'): Promise<Answer> {
    return this.clients[by].call('POST', `/api/v1/clips/${id}/disposals`, WHY);
  }

  /** Proposed by one supervisor and agreed to by the other. */
  async approved(id: string): Promise<string> {
    const proposal: string = (await this.propose(id)).json().id;
    const answer = await this.clients.second.call('POST', `/api/v1/disposals/${proposal}/approval`, WHY);
    if (answer.status !== 204) throw new Error(`not approved: ${answer.text}`);
    return proposal;
  }

  async kept(id: string): Promise<KeptBody> {
    return read(await this.clients.oic.call('GET', `/api/v1/clips/${id}/retention`));
  }

  async stateOf(id: string): Promise<string> {
    return (await this.kept(id)).disposal;
  }

  /** Keys in the evidence store. */
  async files(): Promise<string[]> {
    const found = await readdir(join(this.world.config.objects.root, 'evidence'), { recursive: true });
    return found.filter((name) => !name.startsWith('checkpoints'));
  }

  /** Of the events on an item's chain. */
  async types(id: string): Promise<string[]> {
    const { rows } = await this.world.admin.query<{ type: string }>(
      `SELECT event::jsonb ->> 'type' AS type FROM custody.record WHERE subject = 'clip:' || $1 ORDER BY seq`,
      [id],
    );
    return rows.map(({ type }) => type);
  }

  /** Every table of ours with a row that holds the text. */
  async tablesWith(text: string): Promise<string[]> {
    const { rows } = await this.world.admin.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
        WHERE table_schema IN ('lintel', 'custody') AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const hits = await this.world.admin.query(
        `SELECT 1 FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1`,
        [text],
      );
      if (hits.rowCount === 1) found.push(name);
    }
    return found;
  }
}
