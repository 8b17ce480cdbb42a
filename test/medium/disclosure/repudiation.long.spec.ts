import { rm } from 'node:fs/promises';
import { CustodyLog, repudiate } from '../../../src/custody';
import { systemClock } from '../../../src/kernel/clock';
import { openDatabase } from '../../../src/platform/database';
import { tagFiles, verifyPath } from '../../../src/verifier';
import { buildVerifier } from '../../support/verifier-build';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { everything, filesOf, openSealer, seedCopy, seedItem, unzip, type Sealer } from './support';

const WHY = 'The key of the worker was copied';

let world: World;
let sealer: Sealer;
let verifier: string;
beforeAll(async () => {
  world = await openWorld();
  verifier = await buildVerifier();
  sealer = await openSealer(world, (summary, custody) => tagFiles(summary, custody, verifier));
});
afterAll(async () => {
  await sealer.close();
  await world.close();
  await rm(verifier, { recursive: true });
});

const firstEvent = async (clip: string): Promise<string> => {
  const sql = 'SELECT id FROM custody.record WHERE subject = $1 AND seq = 1';
  const { rows } = await world.admin.query<{ id: string }>(sql, [`clip:${clip}`]);
  return rows[0]?.id ?? '';
};

it('a sealed bundle holds the repudiation of what concerns its own items, and nothing of others', async () => {
  const desk = await Desk.open(world);
  const [evidence, sensitive] = [
    await seedItem(world, desk.home, desk.officer.id),
    await seedItem(world, desk.home, desk.officer.id),
  ];
  for (const item of [evidence, sensitive]) await seedCopy(world, item);
  await desk.decide([evidence.id], { classification: 'evidence', description: '' });
  await desk.decide([sensitive.id], { classification: 'sensitive', description: 'The new door' });
  await desk.makeForms();
  const [own, other] = [await firstEvent(evidence.id), await firstEvent(sensitive.id)];
  const owner = await openDatabase(world.database.urls.owner, 1);
  const fact = { events: [other, own], since: new Date('2026-03-01'), why: WHY };
  await owner.transaction((tx) => repudiate(tx, new CustodyLog(systemClock), fact));
  await owner.close();
  for (const [kind, named] of [
    ['defence', [own]],
    ['prosecution', [own, other]],
  ] as const) {
    const { bytes } = await desk.download(await desk.bundle(sealer, kind));
    const { bag, remove } = await unzip(bytes);
    const { exitCode, verdict } = await verifyPath(bag);
    expect([exitCode, verdict]).toMatchObject([0, { outcome: 'proven', repudiated: named }]);
    const all = await everything(bag);
    expect([own, other].filter((id) => all.includes(id))).toEqual(named);
    expect(all).not.toContain(WHY);
    const said = (await filesOf(bag)).filter((file) => file.endsWith('/repudiations.txt'));
    expect(said).toHaveLength(named.length);
    await remove();
  }
});
