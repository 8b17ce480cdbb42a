import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What a block of commands in a document says, by its name. */
export async function blockOf(document: string, name: string): Promise<string> {
  const page = await readFile(join(ROOT, document), 'utf8');
  const found = new RegExp(`^\`\`\`sh ${name}\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (found === undefined) throw new Error(`${document} has no commands called ${name}`);
  return found;
}
