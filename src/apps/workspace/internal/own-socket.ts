import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';

/** Nothing is there, or nobody listens any more. */
const DEAD = new Set(['ENOENT', 'ECONNREFUSED']);

async function isDead(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = connect(socket, () => resolve(false));
    asked.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(DEAD.has(code)));
    asked.once('connect', () => asked.destroy());
  });
}

/**
 * A socket under a name of this process alone. The name that all know leads to that of one process, so that each may take it
 * and whoever ends takes away only their own.
 */
export class OwnSocket {
  readonly path: string;

  /** @param known the name that all know */
  constructor(private readonly known: string) {
    // Short, for the system takes no long names of sockets; by chance, for processes of two containers may have one number.
    this.path = join(dirname(known), randomBytes(3).toString('hex'));
  }

  /** Makes the folder, listens there by `listen`, and takes the known name. */
  async open(listen: (path: string) => Promise<unknown>): Promise<void> {
    await mkdir(dirname(this.known), { recursive: true, mode: 0o700 });
    await listen(this.path);
    await chmod(this.path, 0o660);
    await this.take();
  }

  /** Takes the known name where nobody answers by it. */
  async takeIfDead(): Promise<void> {
    if (await isDead(this.known)) await this.take();
  }

  private async take(): Promise<void> {
    const before = await readlink(this.known).catch(() => undefined);
    const made = `${this.path}.new`;
    await symlink(basename(this.path), made);
    await rename(made, this.known);
    if (before === undefined) return;
    // Left by a process that was killed.
    const left = join(dirname(this.known), basename(before));
    if (left !== this.path && (await isDead(left))) await rm(left, { force: true });
  }
}
