import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './config';
import { settingsReference } from '../../test/support/settings-reference';

const OXFMT = join(__dirname, '../../node_modules/oxfmt/bin/oxfmt');
const FILE = join(__dirname, '../../docs/configuration.md');

it('describes every setting, as the code takes it', () => {
  const wanted = execFileSync(process.execPath, [OXFMT, '--stdin-filepath', FILE], {
    input: settingsReference(),
    encoding: 'utf8',
  });
  // `npm run docs:settings`
  if (process.env['LINTEL_WRITE_DOCS'] === '1') writeFileSync(FILE, wanted);
  expect(readFileSync(FILE, 'utf8')).toBe(wanted);
  for (const name of Object.keys(environment.shape)) {
    const row = new RegExp(`^\\| \`${name}\` +\\| (.*)$`, 'm').exec(wanted)?.[1] ?? '';
    expect([name, row]).toEqual([name, expect.stringMatching(/\S/)]);
  }
});
