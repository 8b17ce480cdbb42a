import { TroubleRepository } from '../../../src/features/evidence/trouble.repository';
import { TroubleService } from '../../../src/features/evidence/trouble.service';
import { DoorbellCopyService } from '../../../src/features/footage';
import { FootageRepository } from '../../../src/features/footage/footage.repository';
import { systemClock } from '../../../src/kernel/clock';
import type { ClipId } from '../../../src/kernel/ids';
import { openDatabase, type Database } from '../../../src/platform/database';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
let worker: Database;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  worker = await openDatabase(world.database.urls.worker, 2);
  home = await seedCase(world, (await world.officer()).id);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const clip = async (name = 'clip.mp4'): Promise<ClipId> =>
  (await seedClip(world, home, { name })).id as ClipId;

describe('what goes wrong with a clip, as the worker sees it', () => {
  const troubles = (): TroubleService => new TroubleService(worker, new TroubleRepository());
  const kinds = async (id: ClipId): Promise<string[]> => {
    const { rows } = await world.admin.query<{ kind: string }>(
      'SELECT kind FROM lintel.clip_trouble WHERE clip_id = $1 ORDER BY kind',
      [id],
    );
    return rows.map(({ kind }) => kind);
  };
  const fails = (): Promise<void> => Promise.reject(new Error('the disk is full'));

  it('is kept when the last attempt fails, and goes when a later one succeeds', async () => {
    const id = await clip();
    const watch = (last: boolean, work: () => Promise<void>) =>
      troubles().watch(id, 'not-locked', last, work);
    await expect(watch(false, fails)).rejects.toThrow('the disk is full');
    expect(await kinds(id)).toEqual([]);
    await expect(watch(true, fails)).rejects.toThrow('the disk is full');
    await expect(watch(true, fails)).rejects.toThrow('the disk is full');
    expect(await kinds(id)).toEqual(['not-locked']);
    await watch(false, () => Promise.resolve());
    expect(await kinds(id)).toEqual([]);
  });

  it('names exactly the clips whose bytes are missing now', async () => {
    const [one, two] = [await clip(), await clip()];
    await troubles().setMissing([one, two]);
    await troubles().setMissing([two]);
    expect([await kinds(one), await kinds(two)]).toEqual([[], ['object-missing']]);
    await troubles().setMissing([]);
    expect(await kinds(two)).toEqual([]);
  });

  it('does not stumble over a clip that is gone', async () => {
    const gone = '0193b3c0-0000-7000-8000-0000000000ff' as ClipId;
    await expect(troubles().watch(gone, 'no-copies', true, fails)).rejects.toThrow('the disk is full');
  });
});

describe('when the doorbell deletes its own copy', () => {
  const recorded = '2026-11-20T22:41:08.000Z';
  const time = {
    source: 'her-answer',
    ofEvent: true,
    of: 'start',
    confidence: 'high',
    wall: null,
    zone: 'UTC',
    readings: [{ as: 'UTC', instant: recorded, london: recorded }],
    flags: [],
    plusMinusSeconds: 0,
  };
  const source = { kind: 'whatsapp', make: 'ring', confidence: 'high', because: ['name-whatsapp'] };

  const noted = async (original: 'copy' | 'original'): Promise<{ from: Date | null; until: Date | null }> => {
    const id = await clip('WhatsApp Video.mp4');
    await world.admin.query('UPDATE lintel.clip SET source = $2 WHERE id = $1', [
      id,
      JSON.stringify({ ...source, original }),
    ]);
    await world.admin.query(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'her-answer', true, $2)`,
      [id, JSON.stringify(time)],
    );
    const copies = new DoorbellCopyService(worker, new FootageRepository(), world.config, systemClock);
    await copies.note(id);
    const { rows } = await world.admin.query<{ from: Date | null; until: Date | null }>(
      'SELECT deletion_from AS "from", deletion_until AS "until" FROM lintel.clip WHERE id = $1',
      [id],
    );
    return rows[0] ?? { from: null, until: null };
  };

  it('is reckoned from the event, by what is known of the make, where that copy would be better', async () => {
    const { from, until } = await noted('copy');
    expect(from?.toISOString()).toBe('2026-12-20T22:41:08.000Z');
    expect(until?.toISOString()).toBe('2027-05-19T22:41:08.000Z');
  });

  it('is nobody’s business where she gave the original itself', async () => {
    expect(await noted('original')).toEqual({ from: null, until: null });
  });
});
