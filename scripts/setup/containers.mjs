import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;

/** Why this machine starts no container of its own, as where it is one itself without the right to; empty where it does. */
export async function whyNoContainers() {
  const home = mkdtempSync('/var/tmp/lintel-probe-');
  const own = ['--root', join(home, 'storage'), '--runroot', join(home, 'run'), '--runtime', 'runc'];
  const podman = (...args) =>
    run('podman', [...own, '--network-config-dir', join(home, 'networks'), ...args], {
      env: { ...process.env, PODMAN_IGNORE_CGROUPSV1_WARNING: '1' },
      timeout: PATIENCE_MS,
    });
  try {
    await podman('network', 'create', '--internal', 'probe');
    // The tree of this machine, under a layer of its own.
    await podman('run', '--rm', '--network', 'probe', '--rootfs', '/:O', 'true');
    return '';
  } catch (error) {
    return String(error.stderr || error.message)
      .trim()
      .split('\n')
      .at(-1);
  } finally {
    await podman('system', 'reset', '--force').catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  }
}
