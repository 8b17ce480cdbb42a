import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from './jest.mjs';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;
/** Runs what follows on a network that has nothing yet but itself. */
const ALONE = ['unshare', '--net', 'sh', '-ec', 'ip link set lo up; exec "$@"', 'sh'];

/**
 * Runs the suite of the containers on a network of its own: bridges that come and go on the machine's break the loads of each Chromium
 * there (ERR_NETWORK_CHANGED). What it builds gets its packages over the machine's, which LINTEL_OUTER_NETWORK names.
 */
export function testContainers(args, options = {}) {
  const env = { ...process.env, LINTEL_OUTER_NETWORK: `/proc/${process.pid}/ns/net` };
  return jest([...args, '--selectProjects', 'containers', '--runInBand'], { env, ...options }, ALONE);
}

/** Why this machine starts no container of its own, as where it is one itself without the right to; empty where it does. */
export async function whyNoContainers() {
  const home = mkdtempSync('/var/tmp/lintel-probe-');
  const [program, ...alone] = ALONE;
  const own = ['--root', join(home, 'storage'), '--runroot', join(home, 'run'), '--runtime', 'runc'];
  const podman = (...args) =>
    run(program, [...alone, 'podman', ...own, '--network-config-dir', join(home, 'networks'), ...args], {
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
