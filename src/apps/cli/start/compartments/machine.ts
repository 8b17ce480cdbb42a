import { execFile } from 'node:child_process';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { surroundings, type Config } from '../../../../config';
import type { Machine } from './command';

const execute = promisify(execFile);

/** Of the folder of Lintel: what a process runs from. */
const ROOT = join(__dirname, '../../../../../..');

async function find(program: string): Promise<string> {
  const { stdout } = await execute('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', program]).catch(() => {
    throw new Error(`${program} is missing`);
  });
  return realpath(stdout.trim());
}

async function linkOf(path: string): Promise<[string, string][]> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isSymbolicLink() === true ? [[path, await readlink(path)]] : [];
}

/** @throws Error with one sentence for what is missing */
export async function findMachine({ media }: Config): Promise<Machine> {
  const { NODE_EXTRA_CA_CERTS: certificates } = surroundings();
  const links = await Promise.all(['/bin', '/sbin', '/lib', '/lib32', '/lib64'].map(linkOf));
  return {
    bwrap: await find(media.bwrapPath),
    setpriv: await find('setpriv'),
    node: await realpath(process.execPath),
    links: Object.fromEntries(links.flat()),
    code: [
      ...['dist', 'node_modules', 'package.json'].map((name) => join(ROOT, name)),
      ...(certificates === undefined ? [] : [certificates]),
    ],
  };
}
