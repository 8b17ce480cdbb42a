import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { blockOf } from '../support/typed';
import { PATIENCE_MS } from '../support/until';

const run = promisify(execFile);
const ROOT = join(__dirname, '../..');
const PROGRAM = ['bin', 'dist', 'deploy', 'docs', 'package.json', 'LICENSE', 'NOTICE', 'scripts/setup'];
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8' };

/** What a block of commands in docs/server.md says, by its name. */
export const commandsOf = (name: string): Promise<string> => blockOf('docs/server.md', name);

/** A fresh Debian with systemd as its first process, and no network but its own. */
export class Machine {
  private constructor(
    private readonly folder: string,
    private readonly container: ChildProcess,
    private readonly leader: string,
  ) {}

  /** @param packages of Debian, beside systemd */
  static async boot(packages: readonly string[]): Promise<Machine> {
    const folder = await mkdtemp('/var/tmp/lintel-server-');
    const include = ['systemd', 'systemd-sysv', 'dbus', 'curl', 'procps', ...packages].join(',');
    await run('mmdebstrap', ['--quiet', '--variant=minbase', `--include=${include}`, 'trixie', folder]);
    const home = join(folder, 'opt/lintel');
    await mkdir(join(home, 'node_modules'), { recursive: true });
    for (const part of PROGRAM) await cp(join(ROOT, part), join(home, part), { recursive: true });
    const modules = await run('realpath', [join(ROOT, 'node_modules')]);
    const container = spawn(
      'systemd-nspawn',
      [
        ...['--quiet', '-D', folder, '--register=no', '--keep-unit', '--private-network', '--console=pipe'],
        ...[`--bind-ro=${modules.stdout.trim()}:/opt/lintel/node_modules`, '--boot'],
      ],
      // The kernel gives the decoders' sandbox a new /proc only where the machine's own is not covered.
      { env: { ...process.env, SYSTEMD_NSPAWN_API_VFS_WRITABLE: '1' }, stdio: 'ignore' },
    );
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
      await sleep(200);
      const found = await run('pgrep', ['-P', String(container.pid)]).catch(() => undefined);
      const leader = found?.stdout.trim();
      if (leader === undefined || leader === '') continue;
      const machine = new Machine(folder, container, leader);
      if (await machine.isUp()) return machine;
    }
    container.kill('SIGKILL');
    throw new Error('the Debian did not start');
  }

  private async isUp(): Promise<boolean> {
    const state = await this.sh('systemctl is-system-running || true').catch(() => '');
    return /running|degraded/.test(state);
  }

  /** Runs commands as its root. @throws where one fails */
  async sh(commands: string): Promise<string> {
    const inside = ['-t', this.leader, '-a', '/bin/bash', '-e', '-c', commands];
    const options = { env: ENVIRONMENT, maxBuffer: 16 * 1024 ** 2 };
    const { stdout, stderr } = await run('nsenter', inside, options).catch((error: unknown) => {
      const { stdout: said } = error as { stdout?: string };
      throw new Error(`${(error as Error).message}\n${said ?? ''}`, { cause: error });
    });
    return stdout + stderr;
  }

  /** Runs a program of ours on its network. */
  async onItsNetwork(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
    const { stdout, stderr } = await run('nsenter', ['-t', this.leader, '-n', command, ...args], {
      ...{ cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: 16 * 1024 ** 2 },
    });
    return stdout + stderr;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.container.once('exit', resolve));
    await this.sh('systemctl poweroff --no-block').catch(() => undefined);
    const waited = await Promise.race([ended.then(() => true), sleep(PATIENCE_MS, false, { ref: false })]);
    if (!waited) this.container.kill('SIGKILL');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
