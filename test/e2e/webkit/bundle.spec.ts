import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SAMPLE_EXHIBITS, sampleBundle, writeBag, zipOf } from '../../support/sample-bundle';
import { until } from '../../support/until';
import { buildVerifier } from '../../support/verifier-build';
import { WebKit } from '../../support/webkit';
import { numberedFilm } from '../verifier/numbered-film';

const MIB = 1024 ** 2;
/** Of 255; WebKit and ffmpeg round colours in their own ways. */
const NEAR = 6;

let root: string;
let verifier: string;
let webkit: WebKit;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lintel-page-'));
  verifier = await buildVerifier();
  webkit = await WebKit.open();
});
afterAll(async () => {
  await webkit.close();
  await rm(root, { recursive: true });
  await rm(verifier, { recursive: true });
});

const verdict = (): Promise<[string, string]> =>
  until('a verdict', () =>
    webkit.run<[string, string] | false>(`const { dataset, innerText } = document.querySelector('#result');
      return dataset.code !== undefined && [dataset.code, innerText]`),
  );

it('whoever opens a bundle in Safari from a disk has it proven, large as it is, and what was changed named; its player goes frame by frame', async () => {
  const film = await numberedFilm(root, 'film.mp4');
  const sample = sampleBundle({
    verifier,
    exhibits: SAMPLE_EXHIBITS.map((exhibit) => ({
      ...exhibit,
      ...{ proxy: film.bytes, original: Buffer.alloc(20 * MIB, 7) },
    })),
    times: new Map([['data/viewing/AB-1/proxy.mp4', { seconds: 4, frames: film.frames }]]),
  });
  await writeBag(join(root, sample.folder), sample.files);
  const [zip, changed] = [join(root, 'bundle.zip'), join(root, 'changed.zip')];
  await writeFile(zip, await zipOf(sample.folder, sample.files));
  const other = new Map(sample.files).set('data/originals/AB-1/Front door.mp4', Buffer.alloc(20 * MIB, 8));
  await writeFile(changed, await zipOf(sample.folder, other));

  await webkit.go(pathToFileURL(join(root, sample.folder, 'START-HERE.html')).href);
  await webkit.fill('#fingerprint', sample.fingerprint);
  await webkit.fill('#zip', zip);
  expect(await verdict()).toEqual(['0', expect.stringMatching(/^Proven: /)]);
  await webkit.fill('#zip', changed);
  await until('another verdict', async () => (await verdict())[0] !== '0');
  const [code, words] = await verdict();
  expect([code, words]).toEqual([
    '1',
    expect.stringContaining('Changed: data/originals/AB-1/Front door.mp4'),
  ]);
  expect(words).not.toContain('CD-1');

  const shade = `const video = document.querySelector('#exhibit-0 video');
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    canvas.getContext('2d').drawImage(video, 0, 0);
    return canvas.getContext('2d').getImageData(160, 90, 1, 1).data[0]`;
  for (const frame of [2, 3, 4, 5, 6]) {
    await webkit.run(`[...document.querySelectorAll('#exhibit-0 button')]
      .find(({ innerText }) => innerText.startsWith('Frame on')).click()`);
    await webkit.says(`Frame ${frame} of ${film.shades.length}`);
    const wanted = film.shades[frame - 1] ?? 0;
    await until(`the shade ${wanted} of frame ${frame}`, async () => {
      return Math.abs((await webkit.run<number>(shade)) - wanted) < NEAR;
    });
  }
});
