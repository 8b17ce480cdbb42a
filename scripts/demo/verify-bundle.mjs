import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../setup/root.mjs';

/** Exit code of a program, which may say why it fails. */
function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Whether `lintel verify` accepts a file. */
export const verifyFile = async (file) =>
  (await run(process.execPath, [join(ROOT, 'bin', 'lintel.mjs'), 'verify', file], ROOT)) === 0;

/** Three ways that share no code: our verifier, the shell's tools, and any unzip with the bag's own checksums. */
export async function verifyBundle({ file, keyFingerprint }) {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-bag-'));
  try {
    const lintel = [join(ROOT, 'bin', 'lintel.mjs'), 'verify', file, '--key-fingerprint', keyFingerprint];
    const verifier = await run(process.execPath, lintel, ROOT);
    const unzip = await run('unzip', ['-q', file, '-d', folder], ROOT);
    const [bag] = await readdir(folder);
    const root = join(folder, bag);
    const checksums = await run('sha256sum', ['--quiet', '--strict', '-c', 'manifest-sha256.txt'], root);
    const tags = await run('sha256sum', ['--quiet', '--strict', '-c', 'tagmanifest-sha256.txt'], root);
    const shell = await run('sh', [join(ROOT, 'test/support/verify.sh'), root], root);
    return { verifier: verifier === 0, shell: shell === 0, generic: unzip + checksums + tags === 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
