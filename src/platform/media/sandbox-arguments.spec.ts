import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchScript } from './sandbox-arguments';

describe('the launch script', () => {
  it('hands on every argument as it is, also quotes, spaces and dollars', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lintel launch '));
    try {
      const path = join(folder, 'launch');
      writeFileSync(path, launchScript(['/usr/bin/printf', '%s\n', "it's $HOME `id`"]), { mode: 0o700 });
      expect(execFileSync(path, ['a b', '$(id)'], { encoding: 'utf8' })).toBe(
        "it's $HOME `id`\na b\n$(id)\n",
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
