import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../config';
import { versionOf } from '../../../kernel/law';
import { film } from './film';

const folder = mkdtempSync(join(tmpdir(), 'lintel-film-'));
afterAll(() => rm(folder, { recursive: true }));

const present = versionOf('notice');
const video = join(folder, 'notice.mp4');

const report = async (env: Record<string, string>): Promise<string[]> =>
  (await film(loadConfig(env))).map(({ found, mend }) => `${mend === undefined ? 'ok' : 'PROBLEM'} ${found}`);

it('says when a film signs another notice than the present one, or is not there', async () => {
  const named = { INTAKE_BSL_VIDEO: video, INTAKE_BSL_NOTICE: present };
  expect(await report({})).toEqual(['ok none is named (INTAKE_BSL_VIDEO)']);
  expect(await report({ INTAKE_BSL_VIDEO: video })).toEqual([
    expect.stringMatching(/^PROBLEM .* is not shown: INTAKE_BSL_NOTICE does not say/),
  ]);
  expect(await report({ ...named, INTAKE_BSL_NOTICE: '1' })).toEqual([
    expect.stringMatching(/^PROBLEM .* is not shown: it signs version 1 of the notice/),
  ]);
  expect(await report(named)).toEqual([
    expect.stringMatching(/^PROBLEM .* is not shown: .*ENOENT.*notice\.mp4/),
  ]);
  writeFileSync(video, 'film');
  expect(await report(named)).toEqual([
    expect.stringMatching(/^PROBLEM .* is not shown: .*ENOENT.*notice\.vtt/),
  ]);
  const captions = join(folder, 'notice.vtt');
  writeFileSync(captions, '1\n00:00:01,000');
  expect(await report(named)).toEqual([
    `PROBLEM ${video} is not shown: ${captions} does not begin with WEBVTT`,
  ]);
  writeFileSync(captions, 'WEBVTT\n');
  expect(await report(named)).toEqual([`ok ${video} signs version ${present}, the present one`]);
});

it.each([
  ['is empty', 'empty.mp4', '', /is no file/],
  ['is no MP4', 'notice.mov', 'film', /its name does not end in \.mp4/],
])('says when a film %s, and so is not shown', async (_what, name, words, why) => {
  const file = join(folder, name);
  writeFileSync(file, words);
  writeFileSync(file.replace(/\.\w+$/, '.vtt'), 'WEBVTT\n');
  const [found = ''] = await report({ INTAKE_BSL_VIDEO: file, INTAKE_BSL_NOTICE: present });
  expect(found).toMatch(/^PROBLEM .* is not shown: /);
  expect(found).toMatch(why);
});
