import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
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

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !what(); turn += 1) await new Promise((wait) => setTimeout(wait, 50));
  expect(what()).toBe(true);
}

async function open(): Promise<{ home: Case; client: OfficerClient; officer: string; heard: Heard }> {
  const officer = await world.officer();
  const home = await seedCase(world, officer.id);
  const client = await signedIn(world, officer);
  const heard = await Heard.open(client, home);
  expect(heard.status).toBe(200);
  // The connection on which PostgreSQL tells is open once its first word has come.
  await until(() => heard.text.startsWith(':'));
  await new Promise((wait) => setTimeout(wait, 300));
  return { home, client, officer: officer.id, heard };
}

/** As the worker does when it has locked an original. */
const lock = (clip: string): Promise<unknown> =>
  world.admin.query('UPDATE lintel.clip SET master_at = now() WHERE id = $1', [clip]);

it('a page hears that something has changed, once for several changes, and nothing else', async () => {
  const { home, heard } = await open();
  const clips = [await seedClip(world, home), await seedClip(world, home), await seedClip(world, home)];
  const before = heard.changes;
  for (const { id } of clips) await lock(id);
  await until(() => heard.changes > before);
  expect(heard.changes - before).toBeLessThan(3);
  expect(heard.text.replaceAll(CHANGED, '').replaceAll(':\n\n', '')).toBe('');
  heard.close();
});

it('nothing is heard of another investigation, nor of what has not been sent', async () => {
  const { home, heard } = await open();
  const elsewhere = await seedCase(world, (await world.officer()).id);
  await lock((await seedClip(world, elsewhere)).id);
  const draft = await seedClip(world, home, { draft: true });
  const before = heard.changes;
  await world.admin.query(`UPDATE lintel.clip SET state = 'received' WHERE id = $1`, [draft.id]);
  await new Promise((wait) => setTimeout(wait, 400));
  expect(heard.changes).toBe(before);
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
  async (_name, end) => {
    const { home, officer, heard } = await open();
    const clip = await seedClip(world, home);
    await end({ home, officer });
    const before = heard.changes;
    await lock(clip.id);
    await until(() => heard.ended);
    expect(heard.changes).toBe(before);
  },
);

it('nobody else may follow an investigation, and one officer only so many at a time', async () => {
  const { home, client, heard } = await open();
  const stranger = await Heard.open(await signedIn(world, await world.officer()), home);
  expect(stranger.status).toBe(404);
  const more = await Promise.all(Array.from({ length: 8 }, () => Heard.open(client, home)));
  expect(more.map(({ status }) => status).sort()).toEqual([...Array<number>(7).fill(200), 503]);
  for (const one of [heard, ...more]) one.close();
  await until(() => [heard, ...more].every(({ ended }) => ended));
  await new Promise((wait) => setTimeout(wait, 100));
  const again = await Heard.open(client, home);
  expect(again.status).toBe(200);
  again.close();
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
  await until(() => heard.ended);
  await new Promise((wait) => setTimeout(wait, 300));
  expect(await endsAt()).toBe(before);
});

it('goes on when the connection to PostgreSQL was lost', async () => {
  const { heard } = await open();
  const before = heard.changes;
  await world.admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
  );
  // Whatever was missed meanwhile: the page is told to look.
  await until(() => heard.changes > before);
  heard.close();
});
