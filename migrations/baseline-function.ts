import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A function as the baseline made it, as a statement that puts it in the place of what there is. */
export function ofBaseline(file: string, name: string): string {
  const text = readFileSync(join(__dirname, 'schema', file), 'utf8');
  const start = text.indexOf(`CREATE FUNCTION ${name}(`);
  const end = text.indexOf('$$', text.indexOf('$$', start) + 2);
  if (start < 0 || end < 0) throw new Error(`the baseline has no function ${name}`);
  return text.slice(start, end + 2).replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');
}
