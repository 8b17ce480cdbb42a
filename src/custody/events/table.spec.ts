import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withEventTable } from './table';

it('the table of events in docs/ is the one that the definitions make (npm run docs:events writes it)', async () => {
  const document = await readFile(join(__dirname, '../../../docs/custody-log.md'), 'utf8');
  expect(withEventTable(document)).toBe(document);
});
