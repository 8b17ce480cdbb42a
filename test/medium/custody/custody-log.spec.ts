import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addKeys,
  canonicalise,
  ClockSkew,
  CustodyLog,
  CustodyReader,
  FactRefused,
  loadSigners,
  NoProofYet,
  sequenceOnce,
  SERVICE_SUBJECT,
  UnknownKeys,
  verifierKeyText,
  verifyLive,
  vocabulary,
  type VocabularyRow,
} from '../../../src/custody';
import { opens } from '../../../src/custody/pure/commitment';
import { parseCheckpoint } from '../../../src/custody/pure/checkpoint';
import { verifyConsistency } from '../../../src/custody/pure/merkle';
import { recordHash, recordText, NO_RECORD } from '../../../src/custody/pure/record';
import { systemClock } from '../../../src/kernel/clock';
import { uuidV7, type EventId } from '../../../src/kernel/ids';
import type { JsonValue } from '../../../src/kernel/json';
import { openDatabase } from '../../../src/platform/database';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { copyMade, newClip, newSigner, officerMade, openLog, ORIGIN, type TestLog } from './log.support';

type Argument = 'subject' | 'type' | 'id' | 'detail' | 'secrets';

describe('the custody log (real PostgreSQL, real roles)', () => {
  let log: TestLog;
  const reader = new CustodyReader();
  beforeAll(async () => {
    log = await openLog(20);
  });
  afterAll(() => log.close());

  it('chains the events of a subject by the hash of the record before', async () => {
    const subject = newClip();
    await log.append(copyMade(subject, 1));
    await log.append(copyMade(subject, 2));
    const rows = await log.worker.transaction((tx) =>
      tx.query<{ prev: string; hash: string; event: string }>(
        `SELECT encode(prev, 'hex') AS prev, encode(hash, 'hex') AS hash, event
         FROM custody.record WHERE subject = $1 ORDER BY seq`,
        [subject],
      ),
    );
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('two records were appended');
    expect(first.prev).toEqual(NO_RECORD);
    expect(recordHash(recordText({ subject, seq: 1, ...first }))).toEqual(first.hash);
    expect(second.prev).toEqual(first.hash);
  });

  it('keeps a name out of the event and beside it, committed to', async () => {
    const subject = newClip();
    const { id } = await log.append(copyMade(subject, 7));
    const [row] = await log.worker.transaction((tx) =>
      tx.query<{ event: string; salt: Buffer; value: string }>(
        `SELECT r.event, o.salt, o.value FROM custody.record r JOIN lintel.opening o ON o.event_id = r.id
         WHERE r.id = $1`,
        [id],
      ),
    );
    if (row === undefined) throw new Error('the event has an opening');
    expect(row.event).not.toContain('front door');
    const { commit } = JSON.parse(row.event) as { commit: { removed: string } };
    expect(opens(commit.removed, row.salt, row.value)).toBe(true);
  });

  it('is proven even after every opening of a clip was erased', async () => {
    const subject = newClip();
    await log.fill(subject, 2);
    // As the functions of the owner do when an item goes: no process may.
    await withAdmin(
      (admin) => admin.query('DELETE FROM lintel.opening WHERE subject = $1', [subject]),
      log.test.name,
    );
    const history = await log.worker.transaction((tx) => reader.history(tx, subject));
    expect(history.map((entry) => entry.openings)).toEqual([{}, {}]);
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({ outcome: 'proven' });
  });

  it('falls with its transaction: what did not happen is not in the log', async () => {
    const subject = newClip();
    const failed = log.worker.transaction(async (tx) => {
      await new CustodyLog(systemClock).append(tx, copyMade(subject));
      throw new Error('the change failed');
    });
    await expect(failed).rejects.toThrow('the change failed');
    expect(await log.append(copyMade(subject))).toMatchObject({ seq: 1 });
  });

  // What is said of a fast clock may take some seconds to arrive.
  it.each([-6, 15])('refuses an event of a clock that is %i s off', async (seconds) => {
    const clock = { now: () => new Date(Date.now() + seconds * 1000) };
    const wrong = log.worker.transaction((tx) => new CustodyLog(clock).append(tx, copyMade(newClip())));
    await expect(wrong).rejects.toThrow(ClockSkew);
  });

  it('refuses what a process has no business to say by itself', async () => {
    const intake = await openDatabase(log.test.urls.intake, 1);
    const custody = new CustodyLog(systemClock);
    const detail = { expected: '0'.repeat(64), found: '1'.repeat(64), size: 1 };
    const forge = intake.transaction((tx) =>
      custody.append(tx, { type: 'master-failed', subject: newClip(), detail }),
    );
    await expect(forge).rejects.toThrow(FactRefused);
    const secrets = { fileName: 'front door.mp4', size: 1 };
    const pose = intake.transaction((tx) =>
      custody.append(tx, { type: 'clip-received', subject: newClip(), secrets }),
    );
    await expect(pose).rejects.toThrow(FactRefused);
    await intake.close();
  });

  const tool = (given: readonly string[]) => ({ tool: 'ffmpeg', version: '1', arguments: given });
  const copy = (change: object): string => JSON.stringify({ ...copyMade(newClip()).detail, ...change });
  const said = (spoilt: Partial<Record<Argument, string>>): Promise<unknown> => {
    const { type, detail } = copyMade(newClip());
    const at = systemClock.now();
    const good: Record<Argument, string> = {
      subject: newClip(),
      type,
      id: uuidV7(at.getTime()),
      detail: JSON.stringify(detail),
      secrets: '{}',
      ...spoilt,
    };
    return log.worker.transaction((tx) =>
      tx.query('SELECT custody.append($1, $2, $3, $4, $5, $6)', [
        ...[good.subject, good.type, good.id, at, good.detail, good.secrets],
      ]),
    );
  };

  it.each<[string, string, Partial<Record<Argument, string>>]>([
    ['a detail that is no JSON', '22P02', { detail: 'front door' }],
    ['a detail that is a list', 'LC002', { detail: '[]' }],
    ['a field that its type does not have', 'LC002', { detail: '{"name":"front door"}' }],
    ['a secret that its type does not have', 'LC002', { secrets: '{"name":{"salt":"00","value":1}}' }],
    ['a field that is missing', 'LC002', { detail: '{"kind":"proxy"}' }],
    ['words instead of a hash', 'LC002', { detail: copy({ sha256: 'He stood at the gate' }) }],
    ['words beside an argument', 'LC002', { detail: copy({ recipe: { words: 'He stood at the gate' } }) }],
    ['a number that can be written in two ways', 'LC002', { detail: copy({ size: 1e300 }) }],
    ['more than 64 KiB', 'LC002', { detail: copy({ recipe: tool(['x'.repeat(65_536)]) }) }],
    ['an unknown type', 'LC003', { type: 'clip-made-up' }],
    ['a subject of another kind', 'LC003', { subject: SERVICE_SUBJECT }],
    ['a subject that is none', '22P02', { subject: 'clip:front door' }],
    ['an id that is not a UUIDv7', 'LC002', { id: '00000000-0000-4000-8000-000000000000' }],
  ])('refuses an event with %s', async (_, code, spoilt) => {
    await expect(said(spoilt)).rejects.toMatchObject({ code });
  });

  it('writes the event itself, in its one canonical form', async () => {
    const subject = newClip();
    const { sha256 } = copyMade(subject).detail;
    const recipe = '{"version" : "1", "arguments": [], "tool": "ffmpeg"}';
    await said({
      subject,
      detail: `{"size": 1.0, "sha256": "${sha256}", "inputSha256" :"${sha256}", "recipe": ${recipe}, "kind" : "proxy"}`,
    });
    const [row] = await log.worker.transaction((tx) =>
      tx.query<{ event: string }>('SELECT event FROM custody.record WHERE subject = $1', [subject]),
    );
    expect(row?.event).toContain(
      `"kind":"proxy","recipe":{"arguments":[],"tool":"ffmpeg","version":"1"},"sha256":"${sha256}","size":1}`,
    );
    expect(row?.event).toBe(canonicalise(JSON.parse(row?.event ?? '') as JsonValue));
  });

  it('refuses the same event id twice, even in another chain', async () => {
    const { id } = await log.append(copyMade(newClip()));
    await expect(said({ id })).rejects.toMatchObject({ code: '23505' });
  });

  it('knows every type of event as the code defines it, and lets somebody say it', async () => {
    const rows = await withAdmin(
      async (admin) =>
        (await admin.query<VocabularyRow>('SELECT * FROM custody.event_type ORDER BY type')).rows,
      log.test.name,
    );
    // PostgreSQL writes a form in its own way; what it asks, `forms` compares with the definitions.
    const forms = { detail_form: expect.any(String) as string, secret_form: expect.any(String) as string };
    expect(rows).toEqual(vocabulary().map((row) => ({ ...row, ...forms })));
    expect(rows.filter(({ speakers }) => speakers.length === 0)).toEqual([]);
  });

  it('has no gap and no fork when 16 append to one subject at once', async () => {
    const subject = newClip();
    const done = await Promise.all(
      Array.from({ length: 16 * 8 }, (_, n) => log.append(copyMade(subject, n))),
    );
    expect(done.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(done.map((_, n) => n + 1));
    await log.sequence();
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({
      outcome: 'proven',
      unsigned: 0,
    });
  });

  it('loses nothing when the sequencer is killed in the middle of its work', async () => {
    const subject = newClip();
    await log.append(copyMade(subject));
    const other = await openDatabase(log.test.urls.worker, 1);
    await withAdmin(async (admin) => {
      await admin.query('BEGIN');
      await admin.query('LOCK TABLE custody.node IN EXCLUSIVE MODE');
      const killed = sequenceOnce(other, [log.signer]).catch((error: unknown) => error);
      const blocked = `SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'custody.node'::regclass`;
      const waiting = await until(
        'the sequencer that waits',
        async () => (await admin.query<{ pid: number }>(blocked)).rows[0],
      );
      await admin.query('SELECT pg_terminate_backend($1)', [waiting.pid]);
      expect(await killed).toBeInstanceOf(Error);
      await admin.query('ROLLBACK');
    }, log.test.name);
    await other.close();
    await log.sequence();
    const [entry] = await log.worker.transaction((tx) => reader.history(tx, subject));
    expect(entry?.index).toBeDefined();
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({
      outcome: 'proven',
      unsigned: 0,
    });
  });

  it('lets one sequencer work at a time, and none sequences an event twice', async () => {
    const subject = newClip();
    for (let n = 0; n < 30; n += 1) await log.append(copyMade(subject, n));
    const rounds = await Promise.all(Array.from({ length: 8 }, () => log.sequence()));
    expect(rounds.reduce((sum, n) => sum + n, 0)).toBe(30);
  });

  it('gives the checkpoint to whoever publishes it, signed by every key of a rotation', async () => {
    await log.append(copyMade(newClip()));
    const [old, next] = [newSigner(), newSigner()];
    const published: string[] = [];
    await expect(sequenceOnce(log.worker, [old, next])).rejects.toThrow(UnknownKeys);
    await log.worker.transaction((tx) => addKeys(tx, [old]));
    await sequenceOnce(log.worker, [old, next], {
      publish: (checkpoint) => Promise.resolve(void published.push(checkpoint.note)),
    });
    expect(published).toHaveLength(1);
    expect(parseCheckpoint(published[0] ?? '')?.note.signatures).toHaveLength(2);
    for (const key of [old, next]) {
      expect(await verifyLive(log.worker, { keys: [...log.keys, verifierKeyText(key)] })).toMatchObject({
        outcome: 'proven',
      });
    }
    const kept = await log.worker.transaction((tx) => tx.query('SELECT FROM custody.key'));
    expect(kept.length).toBeGreaterThanOrEqual(3);
  });

  it('proves that any older tree begins the newer one', async () => {
    await log.fill(newClip(), 5);
    const heads = (await log.checkpoints()).map((note) => parseCheckpoint(note));
    const newest = heads.at(-1);
    for (const older of heads) {
      if (older === undefined || newest === undefined) throw new Error('checkpoints are readable');
      const proof = await log.worker.transaction((tx) => reader.consistency(tx, older.size, newest.size));
      expect(verifyConsistency(older, newest, proof)).toBe(true);
    }
  });

  it('has no proof for an event that is unknown or not signed yet', async () => {
    const { id } = await log.append(copyMade(newClip()));
    for (const wanted of [id, '00000000-0000-7000-8000-000000000000' as EventId]) {
      await expect(log.worker.transaction((tx) => reader.proofFor(tx, wanted))).rejects.toThrow(NoProofYet);
    }
  });

  it('cannot tell without a known key, or while nothing is signed', async () => {
    const other = [verifierKeyText(newSigner())];
    expect(await verifyLive(log.worker, { keys: other })).toMatchObject({ exitCode: 2 });
    expect(await verifyLive(log.worker, { keys: [] })).toMatchObject({ exitCode: 2 });
    const fresh = await openLog(1);
    await fresh.appendAsOperator(officerMade());
    expect(await verifyLive(fresh.worker, { keys: fresh.keys })).toMatchObject({ exitCode: 2 });
    await fresh.close();
  });
});

describe('signing keys', () => {
  it('makes a key that only its owner reads, and keeps to it', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'keys-')), 'keys');
    const [made] = await loadSigners(ORIGIN, { files: [], folder });
    const [again] = await loadSigners(ORIGIN, { files: [], folder });
    expect(again?.publicKey).toEqual(made?.publicKey);
    const [file] = await readdir(folder);
    expect((await stat(join(folder, file ?? ''))).mode & 0o777).toBe(0o600);
  });
});
