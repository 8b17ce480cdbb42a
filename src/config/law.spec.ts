import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lawReference } from '../../test/support/law-reference';

it('describes the register of law as it is', () => {
  const file = join(__dirname, '../../docs/law.md');
  const wanted = execFileSync(
    process.execPath,
    [join(__dirname, '../../node_modules/oxfmt/bin/oxfmt'), '--stdin-filepath', file],
    { input: lawReference(), encoding: 'utf8' },
  );
  // `npm run docs:law`
  if (process.env['LINTEL_WRITE_DOCS'] === '1') writeFileSync(file, wanted);
  expect(readFileSync(file, 'utf8')).toBe(wanted);
});
