import { join } from 'node:path';
import { runProgram } from '../run-program';

type Commands = typeof import('./main.entry');

/**
 * Commands that need most of the code of Lintel come from one file (scripts/programs.mjs). What keeps running stays small without it, and what
 * needs little loads only that.
 */
const NEED_MOST = new Set([
  ...['migrate', 'db-init', 'create-officer', 'reset-officer', 'reseal', 'repudiate', 'alarms'],
  ...['keys', 'jobs'],
  ...['backup', 'restore', 'fixity', 'repair', 'redaction-check', 'doctor'],
]);

export async function main(argv: readonly string[]): Promise<void> {
  const [, , command = ''] = argv;
  const needsMost = command === 'verify' ? argv.includes('--live') : NEED_MOST.has(command);
  const commands = needsMost
    ? (runProgram(join(__dirname, 'main.program.js')) as Commands)
    : await import('./commands.js');
  await commands.main(argv);
}
