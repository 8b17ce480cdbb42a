import type { Officer } from '../../../src/features/identity';
import { until } from '../../support/until';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
/** Of another case: what it hears tells that PostgreSQL has told all that was done before. */
let witness: { readonly clip: string; readonly heard: Heard };
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const { id } = await seedClip(world, home);
  const heard = await Heard.open(await signedIn(world, officer), home);
  witness = { clip: id, heard };
  // Once, when the connection on which PostgreSQL tells is open.
  await until('the connection', () => Promise.resolve(heard.changes > 0));
});
afterAll(() => world.close());

const CHANGED = 'event: changed\ndata: changed\n\n';

/** What a page hears of an investigation. */
class Heard {
  text = '';
  ended = false;
  readonly status: number;
  private readonly abort: AbortController;

  private constructor(answer: Response, abort: AbortController) {
    this.status = answer.status;
    this.abort = abort;
    void this.read(answer);
  }

  static async open(client: OfficerClient, home: Case): Promise<Heard> {
    const abort = new AbortController();
    const answer = await fetch(`${world.base}/api/v1/investigations/${home.investigation}/changes`, {
      headers: { Cookie: client.cookie },
      signal: abort.signal,
    });
    return new Heard(answer, abort);
  }

  private async read(answer: Response): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of answer.body ?? []) this.text += decoder.decode(bytes);
    } catch {
      // Closed by us.
    }
    this.ended = true;
  }

  get changes(): number {
    return this.text.split(CHANGED).length - 1;
  }

  close(): void {
    this.abort.abort();
  }
}

const more = (heard: Heard, before = 0): Promise<unknown> =>
  until('a change', () => Promise.resolve(heard.changes > before));
const end = (...all: readonly Heard[]): Promise<unknown> =>
  until('the end', () => Promise.resolve(all.every(({ ended }) => ended)));

/** PostgreSQL tells in the order of what was done. */
async function allTold(): Promise<void> {
  const before = witness.heard.changes;
  await lock(witness.clip);
  await more(witness.heard, before);
}

interface Opened {
  readonly home: Case;
  readonly client: OfficerClient;
  readonly officer: string;
  readonly who: Officer;
  readonly heard: Heard;
  readonly clips: readonly string[];
}

/** A page of a case with so many clips, of whose coming nothing is heard any more. */
async function open(clips = 0, draft = false): Promise<Opened> {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const ids: string[] = [];
  for (let made = 0; made < clips; made += 1) ids.push((await seedClip(world, home, { draft })).id);
  const client = await signedIn(world, officer);
  await allTold();
  const heard = await Heard.open(client, home);
  expect(heard.status).toBe(200);
  return { home, client, officer: officer.id, who: officer, heard, clips: ids };
}

/** As the worker does when it has locked an original. */
const lock = (clip: string): Promise<unknown> =>
  world.admin.query('UPDATE lintel.clip SET master_at = now() WHERE id = $1', [clip]);

it('a page hears that something has changed, once for several changes, and nothing else', async () => {
  const { heard, clips } = await open(3);
  const begun = performance.now();
  for (const id of clips) await lock(id);
  await more(heard);
  // At once, and once for all that came within a second and a half, however long a busy machine took for it.
  expect(heard.changes).toBeLessThanOrEqual(2 + Math.floor((performance.now() - begun) / 1_500));
  expect(heard.text.replaceAll(CHANGED, '').replaceAll(':\n\n', '')).toBe('');
  heard.close();
});

it('nothing is heard of another investigation, nor of what has not been sent', async () => {
  const { heard, clips } = await open(1, true);
  const elsewhere = await seedCase(world, (await world.officer()).id);
  await lock((await seedClip(world, elsewhere)).id);
  await world.admin.query(`UPDATE lintel.clip SET state = 'received' WHERE id = $1`, [clips[0]]);
  await allTold();
  expect(heard.changes).toBe(0);
  heard.close();
});

it.each([
  [
    'membership',
    ({ home, officer }: { home: Case; officer: string }) =>
      world.admin.query(
        'UPDATE lintel.investigation_member SET removed_at = now() WHERE investigation_id = $1 AND officer_id = $2',
        [home.investigation, officer],
      ),
  ],
  [
    'session',
    ({ officer }: { home: Case; officer: string }) =>
      world.admin.query('DELETE FROM lintel.officer_session WHERE officer_id = $1', [officer]),
  ],
])(
  'rights are asked for at each change: without %s the stream ends and tells nothing',
  async (_name, takeAway) => {
    const { home, officer, heard, clips } = await open(1);
    await takeAway({ home, officer });
    await lock(clips[0] ?? '');
    await end(heard);
    expect(heard.changes).toBe(0);
  },
);

it.each([
  [
    'is switched off',
    ({ officer, head }: { officer: string; head: OfficerClient; home: Case }) =>
      head.call('POST', `/api/v1/officers/${officer}/deactivate`, {}),
  ],
  ['signs out', ({ client }: { client: OfficerClient }) => client.call('DELETE', '/api/v1/session')],
  [
    'is taken out of the team',
    ({ home, officer }: { home: Case; officer: string }) =>
      world.admin.query(
        'UPDATE lintel.investigation_member SET removed_at = now() WHERE investigation_id = $1 AND officer_id = $2',
        [home.investigation, officer],
      ),
  ],
])('a stream ends at once when its officer %s, though nothing changes', async (_when, act) => {
  const opened = await open();
  const head = await signedIn(world, await world.officer('supervisor'));
  const begun = performance.now();
  await act({ ...opened, head });
  await end(opened.heard);
  expect(opened.heard.changes).toBe(0);
  // Well before the next sign of life.
  expect(performance.now() - begun).toBeLessThan(10_000);
});

it('a stream goes on when another session of its officer ends', async () => {
  const { who, heard, clips } = await open(1);
  const other = await signedIn(world, who);
  await other.call('DELETE', '/api/v1/session');
  await lock(clips[0] ?? '');
  await more(heard);
  expect(heard.ended).toBe(false);
  heard.close();
});

it('nobody else may follow an investigation, and one officer only so many at a time', async () => {
  const { home, client, heard } = await open();
  const stranger = await Heard.open(await signedIn(world, await world.officer()), home);
  expect(stranger.status).toBe(404);
  const others = await Promise.all(Array.from({ length: 8 }, () => Heard.open(client, home)));
  expect(others.map(({ status }) => status).sort()).toEqual([...Array<number>(7).fill(200), 503]);
  for (const one of [heard, ...others]) one.close();
  await end(heard, ...others);
  // The service hears of it a moment later.
  await until('a place', async () => {
    const again = await Heard.open(client, home);
    again.close();
    return again.status === 200;
  });
});

it('keeps no session alive, neither while it is open nor by its end', async () => {
  const { officer, heard } = await open();
  const endsAt = async (): Promise<number> => {
    const { rows } = await world.admin.query<{ at: Date }>(
      'SELECT max(expires_at) AS at FROM lintel.officer_session WHERE officer_id = $1',
      [officer],
    );
    return rows[0]?.at.getTime() ?? 0;
  };
  // As if it had been used last an hour ago, a minute before it ends.
  await world.admin.query(
    `UPDATE lintel.officer_session SET expires_at = now() + interval '1 minute' WHERE officer_id = $1`,
    [officer],
  );
  const before = await endsAt();
  heard.close();
  await end(heard);
  await new Promise((wait) => setTimeout(wait, 300));
  expect(await endsAt()).toBe(before);
});

it('goes on when the connection to PostgreSQL was lost', async () => {
  const { heard } = await open();
  await world.admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
  );
  // Whatever was missed meanwhile: the page is told to look.
  await more(heard);
  heard.close();
});
