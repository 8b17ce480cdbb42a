import { readFile } from 'node:fs/promises';
import type { Verdict } from '../../custody/pure/verdict';
import { describeVerdict, HASH_SCRIPT, verifyPath, type PathVerdict } from '../../verifier';
import { Refusal } from './refusal';
import { say } from './say';

export interface VerifyChoices {
  readonly live?: true;
  readonly key?: readonly string[];
  readonly checkpoint?: readonly string[];
  readonly authority?: readonly string[];
  readonly witness?: readonly string[];
  readonly keyFingerprint?: string;
  readonly json?: true;
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
async function live(keys: readonly string[], checkpoints: readonly string[]): Promise<Verdict> {
  const { loadConfig } = await import('../../config/index.js');
  const { verifyLog } = await import('./verify-live.js');
  return verifyLog(loadConfig(), keys, checkpoints);
}

async function check(path: string | undefined, choices: VerifyChoices): Promise<PathVerdict> {
  const keys = linesOf(await readAll(choices.key));
  const trustedCheckpoints = await readAll(choices.checkpoint);
  if (path === undefined) {
    const verdict = await live(keys, trustedCheckpoints);
    return { exitCode: verdict.exitCode, text: describeVerdict(verdict), verdict };
  }
  return verifyPath(path, {
    ...(keys.length > 0 && { keys }),
    ...(choices.keyFingerprint !== undefined && { keyFingerprint: choices.keyFingerprint }),
    hashing: { script: HASH_SCRIPT, output: process.stderr },
    trustedCheckpoints,
    authorities: await readAll(choices.authority),
    witnesses: linesOf(await readAll(choices.witness)),
  });
}

/** Prints the verdict in sentences, or for machines; gives the exit code. */
export async function verify(path: string | undefined, choices: VerifyChoices): Promise<0 | 1 | 2> {
  if ((path === undefined) === (choices.live === undefined)) {
    throw new Refusal(
      'Name a bundle or a folder of exported records, or give --live for the log in the database.',
    );
  }
  const { exitCode, text, verdict } = await check(path, choices);
  say(choices.json === true ? JSON.stringify(verdict, null, 2) : text);
  return exitCode;
}
