import { join } from 'node:path';
import { foundByOxlint, saidBy, withFiles, type Texts } from '../../support/oxlint';

interface FileResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

/** What ESLint finds by the rules about the database, by file. */
const foundByEslint = (texts: Texts): Promise<Record<string, string[]>> =>
  withFiles(texts, async (folder) => {
    const config = join(__dirname, '../../../eslint.database.mjs');
    const said = await saidBy('eslint/bin/eslint.js', ['-c', config, '-f', 'json', '.'], folder);
    return Object.fromEntries(
      (JSON.parse(said) as FileResult[]).map(({ filePath, messages }) => [
        filePath.slice(folder.length + 1),
        messages.map(({ ruleId, message }) => ruleId ?? message),
      ]),
    );
  });

/** What is meant here; that nothing uses an example, or declares what it calls, is not. */
const ABOUT = 'no-restricted-imports';

async function lint(texts: Texts): Promise<Record<string, string[]>> {
  const [eslint, oxlint] = await Promise.all([foundByEslint(texts), foundByOxlint(texts)]);
  return Object.fromEntries(
    Object.keys(texts).map((path) => [
      path,
      [...(eslint[path] ?? []), ...(oxlint[path] ?? []).filter((rule) => rule === ABOUT)],
    ]),
  );
}

const NOTES = 'src/features/notes';

it('lets nobody reach the database but by the transaction', async () => {
  const found = await lint({
    [`${NOTES}/good.entity.ts`]: `import { Column, Entity, PrimaryColumn } from 'typeorm';`,
    [`${NOTES}/good.module.ts`]: `import { TypeOrmModule } from '@nestjs/typeorm';`,
    [`${NOTES}/good.repository.ts`]: `tx.repository(NoteEntity).insert(row); session.save(done); files.remove(path);`,
    'src/platform/database/good.ts': `import { DataSource } from 'typeorm'; manager.insert(NoteEntity, row);`,
    [`${NOTES}/source.ts`]: `import { DataSource } from 'typeorm';`,
    [`${NOTES}/manager.ts`]: `import type { EntityManager } from 'typeorm';`,
    [`${NOTES}/listener.entity.ts`]: `import { Entity, BeforeInsert } from 'typeorm';`,
    [`${NOTES}/inside.ts`]: `import { Repository } from 'typeorm/repository/Repository';`,
    [`${NOTES}/injected.service.ts`]: `import { InjectRepository } from '@nestjs/typeorm';`,
    [`${NOTES}/injected-manager.service.ts`]: `import { InjectEntityManager } from '@nestjs/typeorm';`,
    [`${NOTES}/save.repository.ts`]: `tx.repository(NoteEntity).save(note);`,
    [`${NOTES}/remove.repository.ts`]: `tx.repository(NoteEntity).remove(note);`,
    [`${NOTES}/soft.repository.ts`]: `tx.repository(NoteEntity).softRemove(note);`,
    [`${NOTES}/upsert.repository.ts`]: `const rows = tx.repository(NoteEntity); rows.upsert(note, ['id']);`,
    'src/platform/database/save.ts': `this.manager.save(row); manager.getRepository(NoteEntity).save(row);`,
  });
  expect(found).toEqual({
    [`${NOTES}/good.entity.ts`]: [],
    [`${NOTES}/good.module.ts`]: [],
    [`${NOTES}/good.repository.ts`]: [],
    'src/platform/database/good.ts': [],
    [`${NOTES}/source.ts`]: ['no-restricted-imports'],
    [`${NOTES}/manager.ts`]: ['no-restricted-imports'],
    [`${NOTES}/listener.entity.ts`]: ['no-restricted-imports'],
    [`${NOTES}/inside.ts`]: ['no-restricted-imports'],
    [`${NOTES}/injected.service.ts`]: ['no-restricted-imports'],
    [`${NOTES}/injected-manager.service.ts`]: ['no-restricted-imports'],
    [`${NOTES}/save.repository.ts`]: ['no-restricted-syntax'],
    [`${NOTES}/remove.repository.ts`]: ['no-restricted-syntax'],
    [`${NOTES}/soft.repository.ts`]: ['no-restricted-syntax'],
    [`${NOTES}/upsert.repository.ts`]: ['no-restricted-syntax'],
    'src/platform/database/save.ts': ['no-restricted-syntax', 'no-restricted-syntax'],
  });
});
