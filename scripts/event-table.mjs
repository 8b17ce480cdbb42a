// Writes the table of events in docs/custody-log.md anew from the definitions in src/custody/events.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ROOT } from './setup/root.mjs';
import { orRefuse, say } from './setup/say.mjs';

const DOCUMENT = join(ROOT, 'docs/custody-log.md');

await orRefuse(async () => {
  await build();
  const { withEventTable } = createRequire(import.meta.url)('../dist/src/custody/events/table.js');
  await writeFile(DOCUMENT, withEventTable(await readFile(DOCUMENT, 'utf8')));
  say('docs/custody-log.md has the events of now.');
});
