import { generateKeyPairSync } from 'node:crypto';
import { CustodyReader, latestCheckpoint, type SignedCheckpoint } from '../../../src/custody';
import { cosignedAt, witnessSigner } from '../../../src/custody/pure/cosignature';
import { parseCheckpoint } from '../../../src/custody/pure/checkpoint';
import { verifyConsistency } from '../../../src/custody/pure/merkle';
import { readAsked } from '../../../src/custody/pure/witness';
import { loadConfig } from '../../../src/config';
import { witnessesOf, WitnessingService } from '../../../src/features/witnesses';
import { WitnessesRepository, type WitnessState } from '../../../src/features/witnesses/witnesses.repository';
import { newClip, openLog, type TestLog } from '../custody/log.support';
import { cutTail, rechain, regrow } from '../custody/tampering.support';
import { WitnessHouse } from './witness-house';

const clip = newClip();
let log: TestLog;
let one: WitnessHouse;
let other: WitnessHouse;
let service: WitnessingService;
beforeAll(async () => {
  log = await openLog();
  one = await WitnessHouse.open('witness.test/one', [log.signer]);
  other = await WitnessHouse.open('witness.test/other', [log.signer]);
  const witnesses = [one, other].map(({ vkey, url }) => `${vkey} ${url}/`).join(',');
  const config = loadConfig({
    NODE_ENV: 'test',
    CUSTODY_WITNESSES: witnesses,
    CUSTODY_WITNESS_TIMEOUT_SECONDS: '60',
  });
  const kept = new WitnessesRepository();
  service = new WitnessingService(log.worker, kept, new CustodyReader(), witnessesOf(config.custody), config);
});
afterAll(async () => {
  await one.close();
  await other.close();
  await log.close();
});

const states = (): Promise<WitnessState[]> =>
  log.worker.transaction((tx) => new WitnessesRepository().states(tx));
const stateOf = async ({ vkey }: WitnessHouse): Promise<WitnessState | undefined> =>
  (await states()).find(({ witness }) => witness === vkey);
const newest = async (): Promise<SignedCheckpoint> =>
  (await log.worker.transaction(latestCheckpoint)) as SignedCheckpoint;

describe('witnesses of the log', () => {
  it('cosign each head that they are shown, however it has grown since', async () => {
    for (const count of [1, 1, 5, 12]) {
      await log.fill(clip, count);
      expect(await service.keepUp()).toBe(false);
      const { size } = await newest();
      expect(await stateOf(one)).toMatchObject({ size, trouble: null });
      expect(await stateOf(other)).toMatchObject({ size, trouble: null });
    }
    expect(one.alarms).toEqual([]);
  });

  it('are not asked again about what they have cosigned', async () => {
    const before = one.asked;
    await service.keepUp();
    expect(one.asked).toBe(before);
  });

  it('give a seal what proves itself: the head, the cosignature, and that the one grew from the other', async () => {
    const sealed = await newest();
    await log.fill(clip, 3);
    const texts = await service.forSeal(sealed);
    expect(texts).toHaveLength(2);
    await service.keepUp();
    for (const text of [...texts, ...(await service.forSeal(sealed))]) {
      const { head, proof, oldSize } = readAsked(text) ?? fail();
      expect(oldSize).toBe(sealed.size);
      expect(verifyConsistency(parseCheckpoint(sealed.note) ?? fail(), head, proof)).toBe(true);
      const seen = [one, other].map(({ signer }) => cosignedAt(head.note, signer));
      expect(seen.filter((at) => at instanceof Date)).toHaveLength(1);
    }
  });

  it('go on after they were away, and hold no seal up meanwhile', async () => {
    await log.fill(clip, 2);
    await one.down();
    const texts = await service.forSeal(await newest());
    expect(texts.map((text) => text.includes(other.signer.name))).toEqual([true]);
    expect(await stateOf(one)).toMatchObject({
      trouble: 'no-answer',
      troubleSince: expect.any(Date) as Date,
    });
    await one.up();
    await service.keepUp();
    expect(await stateOf(one)).toMatchObject({
      size: (await newest()).size,
      trouble: null,
      troubleSince: null,
    });
  });

  it('count only by the key that was agreed', async () => {
    await log.fill(clip, 1);
    const before = (await stateOf(one))?.size;
    await one.down();
    await one.up(witnessSigner(one.signer.name, generateKeyPairSync('ed25519').privateKey));
    await service.keepUp();
    expect(await stateOf(one)).toMatchObject({ size: before, trouble: 'wrong-answer' });
    await one.down();
    await one.up();
    // It remembers what it cosigned with the other key, and is told from there.
    await service.keepUp();
    expect(await stateOf(one)).toMatchObject({ size: (await newest()).size, trouble: null });
  });

  it('are asked by two workers at once without harm', async () => {
    for (let round = 0; round < 5; round += 1) {
      await log.fill(clip, 2);
      await Promise.all([service.keepUp(), service.keepUp(), service.keepUp()]);
      expect(await stateOf(one)).toMatchObject({ size: (await newest()).size, trouble: null });
    }
  });

  it('leave what cannot be changed or taken away, not even by the owner', async () => {
    for (const sql of [
      'DELETE FROM lintel.custody_cosignature',
      `UPDATE lintel.custody_cosignature SET line = ''`,
    ])
      await log.tamper((admin) => expect(admin.query(sql)).rejects.toThrow('refused'));
  });

  it('say so when the log has lost its tail', async () => {
    const { size } = await newest();
    // As after a copy from the day before was brought back: what had been cosigned since is not in it.
    await log.tamper(async (admin) => {
      await cutTail(admin, size - 1);
      await admin.query('DELETE FROM custody.checkpoint WHERE size > $1', [size - 2]);
      await admin.query('ALTER TABLE lintel.custody_cosignature DISABLE TRIGGER ALL');
      await admin.query('DELETE FROM lintel.custody_cosignature WHERE checkpoint_size > $1', [size - 4]);
    });
    await expect(service.keepUp()).rejects.toMatchObject({ trouble: 'log-shorter' });
    expect(await stateOf(one)).toMatchObject({ trouble: 'log-shorter' });
  });

  it('say so when all of it was made again by somebody with every right and the key', async () => {
    await log.tamper(async (admin) => {
      await admin.query(
        `UPDATE custody.record SET event = replace(event, '"size":3', '"size":4') WHERE subject = $1 AND seq = 3`,
        [clip],
      );
      await admin.query(`DELETE FROM custody.pending`);
      await rechain(admin, clip);
      await regrow(admin, log.signer);
    });
    await log.fill(newClip(), 40);
    await expect(service.keepUp()).rejects.toMatchObject({ trouble: 'other-history' });
    expect(await states()).toMatchObject([{ trouble: 'other-history' }, { trouble: 'other-history' }]);
    expect(one.alarms).toContain(log.signer.name);
  });
});

function fail(): never {
  throw new Error('not what a witness is asked with');
}
