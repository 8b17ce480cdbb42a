import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The file in the archive in which an original comes that no scan has found clean, opened as a person opens it. */
export function unlocked(archive: Buffer, password = 'infected'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-unlocked-'));
  try {
    const file = join(folder, 'packed.zip');
    writeFileSync(file, archive);
    return execFileSync('unzip', ['-p', '-P', password, file], { maxBuffer: 2 ** 30 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
