import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { rebuild } from '../pictures/rebuild-picture';
import { isPictureType, NotThatFormat } from '../pictures/rebuild';
import { bytesOf, holdsUserData } from './header';
import { speechIn } from './speech';

/*
 * The program that runs in the sandbox and reads what strangers sent byte by byte. It is asked one thing of one file, and says
 * one line of JSON.
 */

function writeCopy(out: string, parts: readonly Uint8Array[]): void {
  const file = openSync(join(out, 'copy'), 'wx');
  for (const part of parts) for (let at = 0; at < part.length;) at += writeSync(file, part, at);
  closeSync(file);
}

function copyPicture(path: string, [out = '', mime = '', orientation = '1']: readonly string[]): object {
  if (!isPictureType(mime)) return { refused: true };
  try {
    const { parts, left } = rebuild(mime, readFileSync(path), Number(orientation));
    writeCopy(out, parts);
    return { left };
  } catch (error) {
    if (error instanceof NotThatFormat) return { refused: true };
    throw error;
  }
}

async function answer(path: string, what: string, rest: readonly string[]): Promise<object> {
  if (what === 'speech') return { spans: await speechIn(path) };
  if (what === 'picture') return copyPicture(path, rest);
  const codec = rest[0] === 'hevc' ? 'hevc' : 'h264';
  return { userData: holdsUserData(codec, bytesOf(readFileSync(path, 'latin1'))) };
}

const [path = '', what = '', ...rest] = process.argv.slice(2);
answer(path, what, rest).then(
  (found) => process.stdout.write(`${JSON.stringify(found)}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
