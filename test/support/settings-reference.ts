import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROCESSES, settingsOf } from '../../src/config';
import { environment } from '../../src/config/config';

const FOLDER = join(__dirname, '../../src/config');

interface Room {
  readonly title: string;
  readonly settings: readonly { readonly name: string; readonly words: string }[];
}

const wordsOf = (comment: string): string =>
  comment
    .replaceAll(/^\s*\/?\*+\/?|\*\/\s*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What one file of settings says of them: its title, and each setting with the comment above it. */
function roomIn(text: string): Room | undefined {
  const start =
    /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export const (?:\w+Settings = \{|environment = z\.object\(\{)\n/.exec(
      text,
    );
  if (start === null) return undefined;
  const body = text.slice(start.index + start[0].length, text.indexOf('\n}', start.index));
  const setting = /^ {2}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2})?([A-Z][A-Z0-9_]*):/gm;
  const settings = [...body.matchAll(setting)].map(([, comment = '', name = '']) => ({
    name,
    // A comment speaks of all that follow it without one.
    words: wordsOf(comment) || '(with the one above)',
  }));
  const title = start[0].includes('z.object') ? 'General' : wordsOf(start[1] ?? '').replace(/\.$/, '');
  return { title, settings };
}

interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

function takes(schema: z.ZodType): string {
  const { type, format, minimum, exclusiveMinimum, maximum, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as Shape;
  const output = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Shape;
  if (rest.enum !== undefined) return rest.enum.map((value) => `\`${value}\``).join(', ');
  if (format === 'uri') return 'a URL';
  const number = type === 'integer' || output.type === 'integer' || output.type === 'number';
  if (!number) return 'text';
  const [low, high] = [minimum ?? output.minimum, maximum ?? output.maximum];
  const above = exclusiveMinimum ?? output.exclusiveMinimum;
  const from = above === undefined ? low : above + 1;
  const bounded = from !== undefined && from > -1e15 ? ` from ${from}` : '';
  return `a whole number${bounded}${high !== undefined && high < 1e15 ? ` to ${high}` : ''}`;
}

function usual(schema: z.ZodType): string {
  const { success, data } = schema.safeParse(undefined);
  if (!success) return 'must be set';
  return data === undefined || data === '' ? '' : `\`${JSON.stringify(data).replaceAll('"', '')}\``;
}

function readBy(name: string): string {
  const who = PROCESSES.filter((process) => name in settingsOf(process, { [name]: 'x' }, {}));
  if (who.length === PROCESSES.length) return 'all';
  return who.length === 0 ? 'operator' : who.join(', ');
}

/** docs/configuration.md: every setting of the environment, as the code takes it. */
export function settingsReference(): string {
  const files = readdirSync(FOLDER).filter((name) => /^[\w-]+\.ts$/.test(name));
  const rooms = files
    .sort((left, right) => Number(right === 'config.ts') - Number(left === 'config.ts'))
    .map((name) => roomIn(readFileSync(join(FOLDER, name), 'utf8')))
    .filter((room) => room !== undefined);
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const tables = rooms.map(({ title, settings }) => {
    const rows = settings.map(({ name, words }) => {
      const schema = environment.shape[name as keyof typeof environment.shape];
      return `| \`${name}\` | ${[words, takes(schema), usual(schema), readBy(name)].map(cell).join(' | ')} |`;
    });
    return [
      `## ${title}\n`,
      '| setting | what it is | takes | if not set | read by |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return `# Every setting

Settings are environment variables. All of them are parsed once, when a process starts; every bad one is named in one message, without its value.
Each but those that name a file by themselves can be given as \`NAME_FILE=/run/secrets/x\`, too: what that file holds is its value, and is in no list of processes.
"Operator" settings are read by commands alone and reach no process that runs on.

This page is made from the code (\`npm run docs:settings\`), and a test holds it.

${tables.join('\n\n')}
`;
}
