import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { Client } from 'pg';
import { getMetadataArgsStorage } from 'typeorm';
import { createTestDatabase } from '../../support/database';
import { ROOT } from '../../support/typescript';
import { readCatalog } from './catalog';
import { entityFiles } from './declared';
import { schemaPage, type Drawn } from './diagram';
import { readReferences } from './references';

const PAGE = join(ROOT, 'docs/schema.md');

/** `notes` of `src/features/notes/note.entity.ts`, `queue` of `src/platform/queue/outbox.entity.ts`. */
function featureOf(file: string): string {
  const [, top = '', next = ''] = relative(ROOT, file).split('/');
  return top === 'features' ? next : basename(dirname(file));
}

async function tablesByFeature(): Promise<Drawn['features']> {
  const features = new Map<string, string[]>();
  for (const file of entityFiles()) {
    const classes = Object.values((await import(file)) as object);
    const tables = getMetadataArgsStorage().tables.filter(({ target }) => classes.includes(target));
    const known = features.get(featureOf(file)) ?? [];
    features.set(featureOf(file), [
      ...known,
      ...tables.map(({ schema, name }) => `${schema ?? ''}.${name ?? ''}`),
    ]);
  }
  return new Map([...features].sort(([left], [right]) => left.localeCompare(right)));
}

async function draw(): Promise<string> {
  const database = await createTestDatabase();
  const admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  try {
    return schemaPage({
      features: await tablesByFeature(),
      tables: await readCatalog(admin),
      references: await readReferences(admin),
    });
  } finally {
    await admin.end();
    await database.drop();
  }
}

it('is drawn in docs/schema.md as it is: `npm run schema:diagram` draws it again', async () => {
  const page = await draw();
  if (process.env['DRAW_SCHEMA'] === 'yes') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
