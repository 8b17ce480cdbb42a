import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyPath } from './verify-path';

const HELP = `Checks an evidence bundle: every byte, its signature, and the custody log of every exhibit. Or a receipt (PDF).

  node verify.mjs [FOLDER|ZIP|PDF] [--key-fingerprint HEX] [--json]      (Node 20 or later)

FOLDER|ZIP           the bundle; without it, the folder in which verify.mjs lies
PDF                  a receipt, which needs --key or --key-fingerprint: it cannot vouch for its own key
--key-fingerprint    SHA-256 of the key of the bundle, as you were given it elsewhere
--checkpoint FILE    a checkpoint that you have kept from earlier (may be given more than once)
--authority FILE     root certificate (PEM) of the time stamp authority (may be given more than once)
--witness FILE       keys (C2SP vkey) of witnesses of the custody log (may be given more than once)
--key FILE           verifier keys (C2SP) of the custody log; without it, those in the bundle
--json               the verdict for machines

It ends with 0: proven; 1: evidence of tampering; 2: cannot tell. It opens no network connection.
Only what was changed or is missing is evidence of tampering. Files that lie beside the bundle, or a ZIP that was packed
anew, are named and change nothing. Progress is shown on stderr.
`;

const OPTIONS = {
  'key-fingerprint': { type: 'string' },
  checkpoint: { type: 'string', multiple: true },
  authority: { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  key: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const readAll = (files: readonly string[] = []): Promise<string[]> =>
  Promise.all(files.map((file) => readFile(file, 'utf8')));

const linesOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.split(/\r?\n/)).filter((line) => line !== '');

async function run(script: string): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const keys = linesOf(await readAll(values.key));
  const fingerprint = values['key-fingerprint'];
  const { exitCode, text, verdict } = await verifyPath(positionals[0] ?? dirname(script), {
    hashing: { script, output: process.stderr },
    ...(fingerprint !== undefined && { keyFingerprint: fingerprint }),
    ...(keys.length > 0 && { keys }),
    trustedCheckpoints: await readAll(values.checkpoint),
    authorities: await readAll(values.authority),
    witnesses: linesOf(await readAll(values.witness)),
  });
  process.stdout.write(`${values.json === true ? JSON.stringify(verdict, null, 2) : text}\n`);
  return exitCode;
}

/** The command `node verify.mjs`. @param script where it lies: its folder is what it checks by default */
export async function main(script: string): Promise<void> {
  try {
    process.exitCode = await run(script);
  } catch (error) {
    process.stderr.write(`Cannot tell: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
