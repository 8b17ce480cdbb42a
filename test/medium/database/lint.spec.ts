import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../../..');

interface FileResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

/** What ESLint finds by the rules about the database, by file. */
async function lint(files: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-lint-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
    const args = [eslint, '-c', join(ROOT, 'eslint.database.mjs'), '-f', 'json', '.'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
      (error: unknown) => error as { stdout: string },
    );
    const results = JSON.parse(stdout) as FileResult[];
    return Object.fromEntries(
      results.map(({ filePath, messages }) => [
        filePath.slice(folder.length + 1),
        messages.map(({ ruleId, message }) => ruleId ?? message),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
