import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { Plant } from './support/plant';
import { expectWhole, settledPlant } from './support/truth';

const MiB = 1024 ** 2;
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stdout.write('Skipped: only root can mount a small disk to fill it up.\n');

(isRoot ? describe : describe.skip)('a disk of `incoming` that is full', () => {
  let plant: Plant;
  let officer: Officer;

  beforeAll(async () => {
    plant = await Plant.prepare();
    // What arrives and what has arrived lie on one small disk, what is locked on another.
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=711', 'tmpfs', join(plant.home, 'objects')]);
    for (const folder of [plant.objects('incoming'), plant.objects('evidence'), join(plant.home, 'locked')])
      await mkdir(folder, { mode: 0o700 });
    execFileSync('mount', ['--bind', join(plant.home, 'locked'), plant.objects('evidence')]);
    await plant.startAll();
    officer = await Officer.at(plant);
  });
  afterAll(async () => {
    await plant.stopAll();
    for (const folder of [plant.objects('evidence'), join(plant.home, 'objects')])
      execFileSync('umount', [folder]);
    await plant.close();
  });

  it('is said kindly; what was there is safe; the upload goes on when there is room', async () => {
    const chance = new Chance();
    const [her, other] = [await officer.visitor(), await officer.visitor()];
    const early = await other.add('early.bin', chance.bytes(MiB / 2));
    await other.sendAll();
    await settledPlant(plant);

    const kept = await other.add('kept.bin', chance.bytes(MiB / 2));
    const bytes = chance.bytes(2.5 * MiB);
    const location = await her.begin('big.bin', bytes.length);
    const filler = await other.add('filler.bin', chance.bytes(1.5 * MiB), MiB);
    const full = await her.patch(location, 0, bytes);
    expect(full.status).toBe(507);
    expect(full.text).toBe('There is no room for this file at the moment. Please try again later.\n');
    const refused = await her.upload([{ name: 'form.bin', bytes: chance.bytes(MiB) }]);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('There is no room for this file at the moment.');
    expect(await her.files()).toMatchObject([{ name: 'big.bin', state: 'partial' }]);

    const page = await other.get('/files');
    expect(page.status).toBe(200);
    await officer.accept(early.id);
    await other.send('POST', `/files/${filler.id}/remove`);
    // What can be put back takes room; where she needs the room she erases it for good.
    expect((await other.send('POST', `/files/${filler.id}/erase`)).status).toBe(303);

    const offset = await her.offset(location);
    expect(offset).toBeGreaterThan(0);
    await her.goOn(location, bytes, MiB);
    const resumed = await her.fingerprint(location, bytes);
    await her.sendAll();
    await other.sendAll();
    await expectWhole(plant, [early, kept, resumed]);
    expect((await readdir(plant.objects('incoming'))).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
  });
});
