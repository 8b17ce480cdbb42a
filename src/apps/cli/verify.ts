import { readFile } from 'node:fs/promises';
import { loadConfig, type Config } from '../../config';
import type { Verdict } from '../../custody/pure/verdict';
import { describeVerdict, verifyExport } from '../../verifier';
import { Refusal } from './refusal';
import { say } from './say';

export interface VerifyChoices {
  readonly live?: true;
  readonly key?: readonly string[];
  readonly checkpoint?: readonly string[];
}

async function readAll(files: readonly string[] | undefined): Promise<string[]> {
  return Promise.all(
    (files ?? []).map((file) =>
      readFile(file, 'utf8').catch((cause: unknown) => {
        throw new Refusal(`${file} cannot be read.`, { cause });
      }),
    ),
  );
}

const linesOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.split('\n').map((line) => line.trim())).filter((line) => line !== '');

// Loaded here alone: to verify an export needs no database, and none of its parts.
async function live(
  config: Config,
  keys: readonly string[],
  checkpoints: readonly string[],
): Promise<Verdict> {
  const { verifyLog } = await import('./verify-live.js');
  return verifyLog(config, keys, checkpoints);
}

/** Prints the verdict in one sentence; gives the exit code. */
export async function verify(folder: string | undefined, choices: VerifyChoices): Promise<0 | 1 | 2> {
  if ((folder === undefined) === (choices.live === undefined)) {
    throw new Refusal('Name a folder of exported records, or give --live for the log in the database.');
  }
  const keys = linesOf(await readAll(choices.key));
  const checkpoints = await readAll(choices.checkpoint);
  const verdict =
    folder === undefined
      ? await live(loadConfig(), keys, checkpoints)
      : await verifyExport(folder, { ...(keys.length > 0 && { keys }), trustedCheckpoints: checkpoints });
  say(describeVerdict(verdict));
  return verdict.exitCode;
}
