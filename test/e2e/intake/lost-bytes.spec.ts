import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until';
import { Phones, MiB, sha256 } from './support/phones';
import { Proxy } from './support/proxy';
import { Walk } from './support/walk';

const proxy = new Proxy();
let phones: Phones<Proxy>;
beforeAll(async () => {
  phones = await Phones.open(proxy);
});
afterAll(async () => {
  await phones.close();
  await proxy.close();
});

const WHOLE = 'It is here, whole and checked.';
const cutShort = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length - 5_000);
const withHole = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, 3_000), bytes.subarray(8_000)]);
const bent = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  copy[copy.length - 100] = (copy.at(-100) ?? 0) ^ 1;
  return copy;
};

/** Every word that the list of her files shows from now on, however briefly. */
const KEEP_WORDS = `
  globalThis.shownWords = [];
  new MutationObserver(() => {
    for (const line of document.querySelectorAll('[data-part="words"]')) globalThis.shownWords.push(line.textContent);
  }).observe(document.querySelector('[data-part="list"]'), { childList: true, characterData: true, subtree: true });`;

describe('a proxy between her and the server', () => {
  it.each([
    ['loses the end of a part', cutShort, false, 11],
    ['loses the end of a part and says that all is there', cutShort, true, 1],
    ['loses the end of one part in the middle and says that all is there', cutShort, true, 11],
    ['loses bytes in the middle and says that all is there', withHole, true, 1],
    ['changes one bit', bent, false, 1],
  ])(
    '%s: it is noticed, and put right without her',
    async (what, spoil, lies, size) => {
      const { context, page, her } = await phones.phone(360);
      const walk = new Walk(page, 'lost', false);
      const path = phones.longClip(`${what.replaceAll(' ', '-')}.mp4`, size * MiB);
      proxy.spoil(spoil, { lies, times: 1 });
      await page.evaluate(KEEP_WORDS);
      await page.getByLabel('Add files').setInputFiles(path);
      await page.getByText(WHOLE).waitFor();
      const shown = await page.evaluate<string[]>('globalThis.shownWords');
      expect(shown).toContain(WHOLE);
      expect(shown.filter((words) => /changed|Only part|again/.test(words))).toEqual([]);
      const files = await her.files();
      expect(files).toMatchObject([{ state: 'checked' }]);
      expect(phones.stored(files[0]?.id ?? '')).toBe(sha256(path));
      await walk.look(what);
      walk.expectNoTrouble();
      await context.close();
    },
    300_000,
  );

  it('takes out the header in which the fingerprint of a small file comes: it is told by itself', async () => {
    const { context, page, her } = await phones.phone(360);
    proxy.takesOut = 'content-digest';
    const told = page.waitForRequest(/\/fingerprint$/);
    await page.getByLabel('Add files').setInputFiles(phones.longClip('no-digest.mp4', MiB));
    await told;
    await page.getByText(WHOLE).waitFor();
    proxy.takesOut = '';
    expect(await her.files()).toMatchObject([{ state: 'checked' }]);
    await context.close();
  });

  it('changes every try: after the third she is told kindly, and can take it out with one press', async () => {
    const { context, page, her } = await phones.phone(360);
    const walk = new Walk(page, 'always-bent', true);
    const path = phones.longClip('always.mp4', MiB);
    proxy.spoil(bent, { lies: false, times: 3 });
    await page.getByLabel('Add files').setInputFiles(path);
    await until(
      'the third try',
      async () => proxy.left === 0 && (await her.files())[0]?.state === 'changed',
      120_000,
    );
    await page.getByText('This file changed on its way to us. That can happen.').waitFor();
    await walk.look('told');
    await walk.press('Remove always.mp4');
    await page.getByText('None.', { exact: true }).waitFor();
    await walk.look('taken-out');
    await context.close();
  });
});

it('the line is gone as the script comes that makes fingerprints: it is fetched again, and each file gets its own', async () => {
  const { context, page, her } = await phones.phone(360);
  let lost = 0;
  await context.route(/hash-worker\.js/, async (route) => {
    lost += 1;
    await (lost > 4 ? route.continue() : route.abort());
  });
  const paths = ['first.mp4', 'second.mp4'].map((name) => phones.longClip(name, 3 * MiB));
  await page.getByLabel('Add files').setInputFiles(paths);
  await until('both of them', async () => (await page.getByText(WHOLE).count()) === 2);
  expect(lost).toBeGreaterThan(4);
  expect(await her.files()).toMatchObject([{ state: 'checked' }, { state: 'checked' }]);
  await context.close();
}, 120_000);

it('a device that cannot run it: the files are here all the same, and nothing waits for it', async () => {
  const { context, page, her } = await phones.phone(360);
  await context.route(/hash-worker\.js/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("too old")' }),
  );
  await page.getByLabel('Add files').setInputFiles(phones.longClip('old-device.mp4', 3 * MiB));
  await page.getByText('It is here. We have read all of it.').waitFor();
  expect(await her.files()).toMatchObject([{ name: 'old-device.mp4' }]);
  await page.getByText('You can leave now').waitFor();
  await context.close();
}, 120_000);

it('the same file once more, and things that are no clips: she is told, kindly', async () => {
  const { context, page } = await phones.phone(1280);
  const path = phones.longClip('twice.mp4', MiB);
  await page.getByLabel('Add files').setInputFiles(path);
  await page.getByText(WHOLE).waitFor();
  const others = ['empty.mp4', 'Clip.lnk', '.clip.mp4.icloud', 'photo.jpg'].map((name, size) => {
    const other = join(phones.world.home, name);
    writeFileSync(other, Buffer.alloc(size * 10, 7));
    return other;
  });
  await page.getByLabel('Add files').setInputFiles([path, ...others]);
  for (const words of [
    'same file as “twice.mp4”',
    'nothing in this file',
    'only points to a file',
    'still in iCloud',
    'This is a photo',
  ]) {
    await page.getByText(words).first().waitFor();
  }
  await new Walk(page, 'kinds', true).look('kinds');
  await context.close();
});
