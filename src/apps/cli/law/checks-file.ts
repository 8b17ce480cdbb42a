import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { isDay, type Day } from '../../../kernel/day';
import type { Check } from '../../../kernel/law';
import { Refusal } from '../refusal';

const checks = z.array(
  z.strictObject({
    id: z.string(),
    version: z.string(),
    on: z.custom<Day>((value) => typeof value === 'string' && isDay(value), 'not a day'),
    found: z.enum(['same', 'changed']),
    by: z.string().min(1),
    note: z.string(),
  }),
);

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** What the operator recorded; nothing where there is no file yet. @throws Refusal where it cannot be read */
export async function readChecks(file: string): Promise<readonly Check[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '[]';
    throw new Refusal(`${file} cannot be read.`, { cause: error });
  });
  try {
    return checks.parse(JSON.parse(text));
  } catch (cause) {
    throw new Refusal(`${file} is no list of checks (docs/law.md): mend it, or move it away.`, { cause });
  }
}

/** Adds to what is there; earlier checks stay. @throws Refusal */
export async function addChecks(file: string, added: readonly Check[]): Promise<void> {
  const all = [...(await readChecks(file)), ...added];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
}
