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
    expect.stringMatching(/^PROBLEM is not shown: .*ENOENT.*notice\.mp4/),
  ]);
  writeFileSync(video, 'film');
  expect(await report(named)).toEqual([
    expect.stringMatching(/^PROBLEM is not shown: .*ENOENT.*notice\.vtt/),
  ]);
  writeFileSync(join(folder, 'notice.vtt'), 'WEBVTT\n');
  expect(await report(named)).toEqual([`ok ${video} signs version ${present}, the present one`]);
});
