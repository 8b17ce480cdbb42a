import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config';
import { checkCopy, type CheckedCopy } from '../../features/redaction';
import { MediaTool } from '../../platform/media';
import { Refusal } from './refusal';
import { say } from './say';

export interface RedactionCheckOptions {
  readonly original: string;
  readonly copy: string;
  readonly recipe: string;
  readonly proof: string;
  readonly json?: true;
}

const read = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Refusal(`${path} cannot be read.`, { cause });
  });

function linesOf({ recipeSha256, copySha256, faults, proof }: CheckedCopy): string[] {
  const found = proof
    ? [
        `${proof.frames} frames compared. Outside the masks the coded copy keeps at least ${proof.outsideDecibels} dB, inside ${proof.insideDecibels} dB.`,
      ]
    : [];
  return [
    faults.length === 0
      ? 'The copy is the original with what the recipe says, and nothing else.'
      : 'The copy does not hold.',
    ...faults.map((fault) => `- ${fault}`),
    ...found,
    `SHA-256 of the copy:   ${copySha256}`,
    `SHA-256 of the recipe: ${recipeSha256}`,
    'Compare both with the custody record (redaction-rendered), which says who drew it, and when.',
  ];
}

/** Prints what was found; gives the exit code. */
export async function redactionCheck(config: Config, options: RedactionCheckOptions): Promise<0 | 1> {
  const given = {
    master: options.original,
    copy: options.copy,
    recipe: await read(options.recipe),
    proof: await read(options.proof),
  };
  const folder = await mkdtemp(join(tmpdir(), 'lintel-check-'));
  try {
    const checked = await checkCopy(new MediaTool(config.media), given, folder);
    say(options.json === true ? JSON.stringify(checked, null, 2) : linesOf(checked).join('\n'));
    return checked.faults.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
