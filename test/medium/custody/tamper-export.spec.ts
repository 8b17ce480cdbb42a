import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportRecords, type BadEvent } from '../../../src/custody';
import { proofFile } from '../../../src/custody/pure/export-layout';
import { describeVerdict, verifyExport } from '../../../src/verifier';
import { UNCANONICAL } from '../../support/uncanonical';
import { openLog } from './log.support';
import { edit, stage, TARGET, type Scene } from './tampering.attacks';
import { rechain, regrow } from './tampering.support';

describe('an export that somebody tampers with', () => {
  let scene: Scene;
  let clean: string;
  let folder: string;
  beforeAll(async () => {
    scene = await stage();
    clean = await mkdtemp(join(tmpdir(), 'lintel-export-'));
    await scene.log.worker.snapshot((tx) =>
      exportRecords(tx, [scene.a, scene.b], clean, { olderSizes: [1, 3, 6] }),
    );
  });
  afterAll(async () => {
    await rm(clean, { recursive: true });
    await scene.log.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-export-'));
    await cp(clean, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const verify = (options = {}) => verifyExport(folder, { keys: scene.log.keys, ...options });
  const change = async (file: string, work: (text: string) => string): Promise<void> => {
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), work(text));
  };
  /** Works on the records as blocks of five lines; A1..A5 stand before B1..B3. */
  const blocks = (work: (all: string[]) => string[]) => (text: string) =>
    work(text.match(/(?:.*\n){5}/g) ?? []).join('');

  it('is proven while nobody does, with each older checkpoint too', async () => {
    const { held } = scene;
    const verdict = await verify({ trustedCheckpoints: [held[0], held[2], held[5], held[7]] });
    expect(verdict).toMatchObject({ outcome: 'proven', exitCode: 0, events: 8, checkpoint: { size: 8 } });
    expect(describeVerdict(verdict)).toMatch(/^Proven: 8 events under checkpoint 8 of lintel.test\/custody/);
  });

  it.each<[string, (all: string[]) => string[], number, BadEvent['what']]>([
    ['edited', (all) => all.with(2, (all[2] ?? '').replace('"size":1', '"size":9')), 3, 'altered'],
    ['deleted', (all) => all.toSpliced(2, 1), 3, 'missing'],
    ['said twice', (all) => all.toSpliced(3, 0, all[2] ?? ''), 3, 'inserted'],
    ['put after the next', (all) => all.with(2, all[3] ?? '').with(3, all[2] ?? ''), 3, 'missing'],
    ...UNCANONICAL.map(([what, text]): [string, (all: string[]) => string[], number, BadEvent['what']] => [
      `made to hold ${what}`,
      (all) => all.with(2, (all[2] ?? '').replace('"size":1', `"size":${text}`)),
      3,
      'malformed',
    ]),
    ['the last and cut off', (all) => all.toSpliced(4, 1), 5, 'missing'],
  ])('names the event that was %s', async (_, work, seq, what) => {
    await change('records.txt', blocks(work));
    const verdict = await verify();
    expect(verdict).toMatchObject({ exitCode: 1, first: { subject: scene.a, seq, what } });
    expect(describeVerdict(verdict)).toContain(`${scene.a} event ${seq}`);
  });

  it('misses a whole subject', async () => {
    await change(
      'records.txt',
      blocks((all) => all.slice(0, 5)),
    );
    expect(await verify()).toMatchObject({
      exitCode: 1,
      first: { subject: scene.b, seq: 1, what: 'missing' },
    });
  });

  it('names the event whose opening is another value', async () => {
    await change('openings.jsonl', (text) => text.replace('front door', 'back door'));
    expect(await verify()).toMatchObject({
      exitCode: 1,
      first: { subject: scene.a, seq: 1, id: scene.ids[0], what: 'wrong-opening' },
    });
  });

  it.each(UNCANONICAL)('cannot be told where an opening holds %s', async (_, value) => {
    await change('openings.jsonl', (text) => text.replace(/"value":.*\}$/m, () => `"value":${value}}`));
    expect(await verify()).toMatchObject({ exitCode: 2 });
  });

  it('is proven without openings: a withheld name is not a gap', async () => {
    await rm(join(folder, 'openings.jsonl'));
    expect(await verify()).toMatchObject({ exitCode: 0 });
  });

  it('cannot be told without a proof, its checkpoint, its records, or a known key', async () => {
    await rm(join(folder, proofFile(scene.ids[TARGET] ?? '')));
    expect(await verify()).toMatchObject({ exitCode: 2 });
    expect(await verify({ keys: [] })).toMatchObject({ exitCode: 2 });
    await appendFile(join(folder, 'records.txt'), 'lintel-event/v1\n');
    expect(await verify()).toMatchObject({ exitCode: 2 });
    expect(await verifyExport(join(folder, 'nowhere'))).toMatchObject({ exitCode: 2 });
  });

  it('is not proven by proofs under another log’s key', async () => {
    const other = await openLog(2);
    expect(await verifyExport(folder, { keys: other.keys })).toMatchObject({ exitCode: 2 });
    await other.close();
  });

  it('reveals a rewrite to whoever holds an older checkpoint', async () => {
    const other = await stage();
    const forged = await mkdtemp(join(tmpdir(), 'lintel-export-'));
    const { log, a, held } = other;
    await log.tamper(async (admin) => {
      await edit(admin, a);
      await rechain(admin, a);
      await regrow(admin, log.signer);
    });
    await log.worker.snapshot((tx) => exportRecords(tx, [a], forged, { olderSizes: [6] }));
    expect(await verifyExport(forged, { keys: log.keys })).toMatchObject({ exitCode: 0 });
    expect(
      await verifyExport(forged, { keys: log.keys, trustedCheckpoints: held.slice(5, 6) }),
    ).toMatchObject({
      exitCode: 1,
      first: { what: 'rewritten', index: 0, upTo: 5 },
    });
    await rm(forged, { recursive: true });
    await log.close();
  });
});
