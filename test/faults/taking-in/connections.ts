import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { loadConfig } from '../../../src/config';
import { PATIENCE_MS, until } from '../../support/until';
import { patchHeaders } from '../../medium/intake/support/visitor';
import { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import type { Visitor } from '../support/people';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { expectWhole } from '../support/truth';

const { database, fairness } = loadConfig({});
const POOL = database.poolSize;
/** Nobody has all of a pool; so many together ask for more than it has. */
const ASKERS = Math.ceil(POOL / fairness.turns(POOL).each) + 1;
/** Of a worker for its queues, and one that listens. */
const QUEUE = 4;
/** Of a workspace, while a page that hears of changes is open. */
const LISTENING = 1;
/** Of a workspace for the issuer: nobody asks for it here. */
const ISSUER = 2;
/** Of a worker, for a moment every five seconds: it looks whether intake holds up others. */
const LOOK = 1;
/** PostgreSQL's default, without those that it keeps for superusers and those of an operator's command: docs/scaling.md. */
const ALLOWED = 100 - 3 - 4;

let plant: Plant;
let officer: Officer;

/** A raw connection to intake, of somebody at an address of this machine; gives what it answers until it ends. */
function raw(text: string, from = '127.0.0.1'): { socket: Socket; answer: Promise<string> } {
  const socket = connect({ port: plant.ports.intake, host: '127.0.0.1', localAddress: from });
  const answer = new Promise<string>((resolve) => {
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('close', () => resolve(said));
    socket.on('error', () => undefined);
  });
  socket.write(text);
  return { socket, answer };
}

const head = (visitor: Visitor, method: string, path: string, headers: Record<string, string>): string =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${plant.ports.intake}`,
    `Origin: ${plant.intake}`,
    `Cookie: ${visitor.cookie}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n') + '\r\n\r\n';

const descriptors = (): number => readdirSync(`/proc/${plant.pid('intake')}/fd`).length;
type Party = 'intake' | 'workspace' | 'worker';
const sessions = async (party: Party): Promise<number> => {
  const [row] = await plant.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = 'lintel_' || $1 AND datname = current_database()`,
    [party],
  );
  return row?.count ?? 0;
};
const busySessions = async (): Promise<number> => {
  const [row] = await plant.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE usename = 'lintel_intake' AND datname = current_database() AND state <> 'idle'`,
  );
  return row?.count ?? 0;
};

/** Locks all tables in a transaction of `admin`; again, where a worker held them in another order and one had to give way. */
async function lockTables(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ all: string }>(
    `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS all FROM pg_tables
      WHERE schemaname IN ('lintel', 'custody', 'queue')`,
  );
  await until('all tables are locked', async () => {
    await admin.query('BEGIN');
    try {
      await admin.query(`LOCK TABLE ${rows[0]?.all ?? ''} IN ACCESS EXCLUSIVE MODE`);
      return true;
    } catch (error) {
      await admin.query('ROLLBACK');
      if ((error as { code?: unknown }).code !== '40P01') throw error;
      return false;
    }
  });
}

/** While `work` runs, every statement about any table waits. */
async function withTablesLocked(work: () => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: plant.urls.admin });
  await admin.connect();
  try {
    await lockTables(admin);
    await work();
  } finally {
    await admin.end();
  }
}

/** `stage` is asked for when its processes run. */
export function connectionsBreak(stage: () => Stage): void {
  describe('connections', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });

    describe('a connection that breaks', () => {
      it('half closed in the middle of a part: what came is kept, and the upload goes on', async () => {
        const [visitor, bytes] = [await officer.visitor(), new Chance().bytes(200_000)];
        const location = await visitor.begin('clip.bin', bytes.length);
        const headers = { ...patchHeaders(0), 'Content-Length': String(bytes.length) };
        const { socket, answer } = raw(head(visitor, 'PATCH', location, headers));
        socket.end(bytes.subarray(0, 90_000));
        await answer;
        await until('the first bytes', async () => (await visitor.offset(location)) === 90_000);
        await visitor.goOn(location, bytes);
        const given = await visitor.fingerprint(location, bytes);
        await visitor.sendAll();
        await expectWhole(plant, [given]);
      });

      it('a header that trickles holds nobody up and is cut off', async () => {
        const visitor = await officer.visitor();
        const slow = Array.from({ length: 50 }, () => raw('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '));
        const trickle = setInterval(
          () => slow.forEach(({ socket }) => socket.writable && socket.write('a')),
          1_000,
        );
        try {
          let ended = 0;
          for (const { answer } of slow) void answer.then(() => (ended += 1));
          expect((await visitor.get('/files')).status).toBe(200);
          // It was not by their end that there was room for hers.
          expect(ended).toBe(0);
          const answers = await Promise.race([
            Promise.all(slow.map(({ answer }) => answer)),
            sleep(PATIENCE_MS, 'still open', { ref: false }),
          ]);
          expect(answers).not.toBe('still open');
        } finally {
          clearInterval(trickle);
          slow.forEach(({ socket }) => socket.destroy());
        }
      });

      it('a thousand requests that are broken off leave no descriptor and no database connection busy', async () => {
        const [visitor, bytes] = [await officer.visitor(), new Chance().bytes(50_000)];
        const location = await visitor.begin('clip.bin', bytes.length);
        await Promise.all(Array.from({ length: 20 }, () => visitor.get('/files')));
        await sleep(500);
        const before = descriptors();
        const kinds = [
          head(visitor, 'GET', '/files', {}),
          head(visitor, 'POST', '/send', { 'Content-Length': '10' }),
          head(visitor, 'PATCH', location, { ...patchHeaders(0), 'Content-Length': '50000' }),
          head(visitor, 'POST', '/files', {
            'Content-Type': 'multipart/form-data; boundary=x',
            'Content-Length': '5000',
          }) + '--x\r\nContent-Disposition: form-data; name="files"; filename="half.bin"\r\n\r\nhalf',
        ];
        for (let round = 0; round < 20; round += 1) {
          const opened = Array.from({ length: 50 }, (_, index) => raw(kinds[index % kinds.length] ?? ''));
          await sleep(30);
          for (const { socket } of opened) socket.destroy();
        }
        await until(
          'the end of all of them',
          async () => (await busySessions()) === 0 && descriptors() <= before + 10,
          120_000,
        );
        // The pool's, and the one that holds the locks of uploads.
        expect(await sessions('intake')).toBeLessThanOrEqual(POOL + 1);
        await until('only the one file on its way', async () =>
          (await visitor.files()).every(({ name, state }) => name === 'clip.bin' || state === 'chosen'),
        );
        // Of all the forms that got a place the name of their file is left, once, which is asked for.
        const asked = (await visitor.files()).filter(({ state }) => state === 'chosen');
        expect([[], ['half.bin']]).toContainEqual(asked.map(({ name }) => name));
        // Each of a link's places for files on their way is given back; until then she is asked to wait, as her page does.
        await until('a free place', () =>
          visitor.goOn(location, bytes).then(
            () => true,
            (error: unknown) => {
              if (!String(error).includes(' 429 ')) throw error;
              return false;
            },
          ),
        );
        const given = await visitor.fingerprint(location, bytes);
        await visitor.sendAll();
        await expectWhole(plant, [given]);
      });
    });

    it('three intakes, three workspaces and four workers at the end of their pools fit into what PostgreSQL allows', async () => {
      const visitor = await officer.visitor();
      const officers = await Promise.all(Array.from({ length: ASKERS }, () => Officer.at(plant)));
      const reading = head(visitor, 'GET', '/files', { Connection: 'close' });
      const most = { intake: 0, workspace: 0, worker: 0 };
      const look = async (): Promise<void> => {
        for (const party of ['intake', 'workspace', 'worker'] as const)
          most[party] = Math.max(most[party], await sessions(party));
      };
      let asked: Promise<unknown> = Promise.resolve();
      await withTablesLocked(async () => {
        const many = Array.from({ length: 3 * POOL }, (_, index) => index);
        asked = Promise.allSettled([
          ...many.map((index) => raw(reading, `127.0.0.${2 + (index % ASKERS)}`).answer),
          ...many.map((index) => officers[index % ASKERS]?.browser.get('/investigations')),
        ]);
        await until('the end of every pool', async () => {
          await look();
          return most.intake >= POOL && most.workspace >= POOL && most.worker >= POOL + QUEUE;
        });
        await sleep(1_000);
        await look();
      });
      await asked;
      // Beside the pool: what a page listens by, and what looks for a moment, may have been seen or not.
      expect(most.intake).toBeLessThanOrEqual(POOL + 1);
      expect(most.workspace).toBeLessThanOrEqual(POOL + LISTENING);
      expect(most.worker).toBeLessThanOrEqual(POOL + QUEUE + LOOK);
      expect(
        3 * (POOL + 1) + 3 * (POOL + LISTENING + ISSUER) + 4 * (POOL + QUEUE + LOOK),
      ).toBeLessThanOrEqual(ALLOWED);
    });
  });
}
