import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bslFilmOf } from '../../config/intake';
import { versionOf } from '../../kernel/law';
import { BslFilm } from './bsl-film';

const folder = mkdtempSync(join(tmpdir(), 'lintel-bsl-'));
afterAll(() => rm(folder, { recursive: true }));

const put = (name: string, words: string): string => {
  const file = join(folder, name);
  writeFileSync(file, words);
  return file;
};

async function opened(file: string | undefined, notice = versionOf('notice')) {
  const told: string[] = [];
  const film = await BslFilm.open(file === undefined ? undefined : bslFilmOf(file, notice), ({ message }) =>
    told.push(message),
  );
  return { film, told };
}

it('is shown with its captions beside it', async () => {
  put('whole.vtt', 'WEBVTT\n');
  const { film, told } = await opened(put('whole.mp4', 'film'));
  expect(told).toEqual([]);
  expect(await film?.video()).toMatchObject({ size: 4, contentType: 'video/mp4' });
  expect(await film?.captions()).toMatchObject({ size: 7, contentType: 'text/vtt; charset=utf-8' });
});

it('is not missed where none is configured', async () => {
  expect(await opened(undefined)).toEqual({ film: undefined, told: [] });
});

it.each([
  ['is not there', () => join(folder, 'none.mp4'), /ENOENT/],
  ['is empty', () => put('empty.mp4', ''), /is no file/],
  ['has no captions', () => put('alone.mp4', 'film'), /alone\.vtt/],
  [
    'has captions of another kind',
    () => {
      put('other.vtt', '1\n00:00:01,000');
      return put('other.mp4', 'film');
    },
    /does not begin with WEBVTT/,
  ],
  ['is of another kind', () => put('film.webm', 'film'), /does not end in \.mp4/],
])('is not shown where it %s, and the log says why', async (_what, file, why) => {
  const { film, told } = await opened(file());
  expect(film).toBeUndefined();
  expect(told).toEqual([expect.stringMatching(/^INTAKE_BSL_VIDEO: /)]);
  expect(told[0]).toMatch(why);
});

it.each([
  [
    'of an older notice',
    '2',
    /signs version 2 of the notice \(INTAKE_BSL_NOTICE\), and the present one is \d+$/,
  ],
  ['of which nobody has said what it signs', '', /INTAKE_BSL_NOTICE does not say which version/],
])('is not shown as a film of the present notice when it is one %s', async (_what, notice, why) => {
  put('old.vtt', 'WEBVTT\n');
  const { film, told } = await opened(put('old.mp4', 'film'), notice);
  expect(film).toBeUndefined();
  expect(told).toEqual([expect.stringMatching(why)]);
});
