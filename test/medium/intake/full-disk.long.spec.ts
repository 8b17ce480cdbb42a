import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

const MiB = 1024 ** 2;
const root = process.getuid?.() === 0 ? it : it.skip;

async function visitor(world: IntakeWorld): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
  return browser;
}

/** Taking a file out of a list takes its time. */
const SLOW_REMOVAL = `
  CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN OLD; END $$;
  CREATE TRIGGER slowly BEFORE DELETE ON lintel.clip FOR EACH ROW EXECUTE FUNCTION slowly()`;

it('keeps a reserve free: nothing is begun that would touch it', async () => {
  const world = await IntakeWorld.open({ LIMIT_FREE_BYTES: String(2 ** 52) });
  await withAdmin((admin) => admin.query(SLOW_REMOVAL), world.database.name);
  const browser = await visitor(world);
  const created = await browser.create('a.mp4', 10);
  expect([created.status, created.text]).toEqual([507, expect.stringContaining('no room')]);
  // Who is told that nothing was begun finds nothing that was.
  expect(await browser.files()).toEqual([]);
  const form = await browser.upload([{ name: 'a.mp4', bytes: randomBytes(10) }]);
  expect(form.status).toBe(400);
  expect(form.text).toContain('There is no room for this file at the moment.');
  expect(await browser.files()).toEqual([]);
  await world.close();
});

root(
  'a disk that fills up half way loses nothing that was there, and what stopped goes on later',
  async () => {
    const world = await IntakeWorld.open();
    const folder = join(world.config.objects.root, 'incoming');
    await world.stop();
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
    try {
      await world.start();
      const browser = await visitor(world);
      const [first, second] = [randomBytes(1.5 * MiB), randomBytes(1.5 * MiB)];
      const places = await Promise.all(['a', 'b'].map((name) => browser.create(name, 1.5 * MiB)));
      const [a, b] = places.map(({ headers }) => headers.location ?? '');
      expect((await browser.patch(a ?? '', 0, first)).status).toBe(204);
      const full = await browser.patch(b ?? '', 0, second);
      expect([full.status, full.text]).toEqual([507, expect.stringContaining('no room')]);
      const form = await browser.upload([{ name: 'c', bytes: randomBytes(MiB) }]);
      expect(form.text).toContain('There is no room for this file at the moment.');
      // They were begun at once: either may stand first.
      expect((await browser.files()).map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
        'a waiting',
        'b partial',
      ]);

      await browser.post(`/files/${a?.split('/')[2] ?? ''}/erase`);
      const offset = await browser.offset(b ?? '');
      expect((await browser.patch(b ?? '', offset, second.subarray(offset))).status).toBe(204);
      expect((await browser.files()).map(({ name, state }) => `${name} ${state}`)).toEqual(['b waiting']);
      expect((await readdir(folder)).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
    } finally {
      await world.stop();
      execFileSync('umount', [folder]);
      await world.close();
    }
  },
);
