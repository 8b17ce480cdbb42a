import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { WebKit } from '../../support/webkit';
import { IntakeWorld } from '../../medium/intake/support/intake';

const run = promisify(execFile);
const MB = 1_000_000;
let world: IntakeWorld;
let webkit: WebKit;
beforeAll(async () => {
  world = await IntakeWorld.open();
  webkit = await WebKit.open();
});
afterAll(async () => {
  await webkit.close();
  await world.close();
});

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The fingerprints that the victim's device made, in order of size. */
const told = (): Promise<(string | null)[]> =>
  withAdmin(async (admin) => {
    const { rows } = await admin.query<{ told: string | null }>(
      'SELECT device_sha256 AS told FROM lintel.clip ORDER BY size',
    );
    return rows.map((row) => row.told);
  }, world.database.name);

it('a victim on an iPhone goes from the link to the receipt: with pictures, every byte and fingerprint, and a way out', async () => {
  const film = join(world.home, 'door.mp4');
  const source = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=10:duration=3'];
  await run('ffmpeg', [...source, '-pix_fmt', 'yuv420p', '-movflags', '+faststart', film]);
  const large = join(world.home, 'large.mp4');
  writeFileSync(large, randomBytes(20 * MB));
  const given = await world.officer.invite();
  await webkit.go(new URL(given.link, world.base).href);
  await webkit.fill('[name="code"]', given.code);
  await webkit.press('Continue');
  await webkit.press('I have read this');
  for (const answer of ['I did', 'No, only me', 'I am 18 or older, and I decide']) await webkit.press(answer);
  await webkit.press('Continue');
  await webkit.says('Your diary');
  await webkit.run(`window.wrong = [];
    addEventListener('error', ({ message }) => wrong.push(message));
    addEventListener('unhandledrejection', ({ reason }) => wrong.push(String(reason)))`);
  await webkit.fill('input[type="file"]', `${film}\n${large}`);
  await webkit.says('All 2 are here.');
  await webkit.press('Show pictures');
  await webkit.says('The pictures are there now.');
  expect(
    await webkit.run(`return [...document.querySelectorAll('main canvas')].map((canvas) =>
      [canvas.width, canvas.getContext('2d').getImageData(80, 45, 1, 1).data[3]])`),
  ).toEqual([[160, 255]]);
  const own = [film, large].map(hashOf);
  await until('both fingerprints', async () => (await told()).every((one) => one !== null));
  expect(await told()).toEqual(own);
  expect(await webkit.run('return wrong')).toEqual([]);

  await webkit.press('Send now');
  await webkit.says('Your receipt');
  expect(await webkit.text()).toContain('Your 2 files');
  await webkit.press('Exit this page');
  await until('another place', async () => !(await webkit.address()).startsWith(world.base));
  await webkit.back();
  expect(await webkit.text()).not.toContain('receipt');
});
