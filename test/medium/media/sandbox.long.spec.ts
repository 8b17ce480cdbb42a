import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { access, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MediaTool } from '../../../src/platform/media';
import { runPiped } from '../../../src/platform/media/film/piped';
import { Sandbox } from '../../../src/platform/media/sandbox';
import { sandboxed } from '../../../src/platform/media/sandbox-arguments';
import { clip } from '../../fixtures/clips';
import { PATIENCE_MS, until } from '../../support/until';
import { inFolder, settings } from './support';

const run = promisify(execFile);

/** A shell stands in for a decoder that an attacker has taken over. */
const SHELL = '/bin/bash';
const takenOver = new Sandbox(settings({ ffmpegPath: SHELL }));
const inTheOpen = new Sandbox(
  settings({ ffmpegPath: SHELL, bwrapPath: '/nowhere/bwrap', allowUnsandboxed: true }),
);

interface Said {
  readonly code: number;
  readonly out: string;
}

async function attack(script: string, sandbox = takenOver, output?: string): Promise<Said> {
  const job = {
    tool: 'ffmpeg' as const,
    input: await clip('h264'),
    ...(output === undefined ? {} : { output }),
  };
  return sandbox.enter(job, async (cwd) => {
    try {
      const { stdout } = await run('./launch', ['-c', script], { cwd, timeout: PATIENCE_MS });
      return { code: 0, out: stdout };
    } catch (error) {
      const failed = error as { code?: number | null; stdout?: string };
      return { code: failed.code ?? -1, out: failed.stdout ?? '' };
    }
  });
}

const opens = (path: string): string => `exec 3<'${path}' && echo READ`;

/** Whether this process has a file of that name open. */
const hasOpen = (name: string): boolean =>
  readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).endsWith(name);
    } catch {
      return false;
    }
  });

/* A program that is started meanwhile would take it along, and nobody could run it for that moment (ETXTBSY). */
it('the program of a job is never open when another one can be started', async () => {
  let [looks, seen, over] = [0, 0, false];
  const look = (): void => {
    looks += 1;
    if (hasOpen('/launch')) seen += 1;
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  for (let times = 0; times < 100; times += 1)
    await inTheOpen.enter({ tool: 'ffmpeg' }, () => Promise.resolve());
  over = true;
  expect(looks).toBeGreaterThan(100);
  expect(seen).toBe(0);
});

describe('a decoder that was taken over', () => {
  it('really runs, and sees its own clip', async () => {
    expect(await attack(opens('clip'))).toEqual({ code: 0, out: 'READ\n' });
  });

  it('cannot read the password file, which it could outside', async () => {
    expect((await attack(opens('/etc/passwd'))).out).toBe('');
    expect((await attack(opens('/etc/shadow'))).out).toBe('');
    expect((await attack(opens('/etc/passwd'), inTheOpen)).out).toBe('READ\n');
  });

  it('cannot read another clip, which it could outside', async () => {
    const other = await clip('silent');
    expect((await attack(opens(other))).out).toBe('');
    expect((await attack(opens(other), inTheOpen)).out).toBe('READ\n');
  });

  it('sees no process, no device, no home and no other file', async () => {
    expect((await attack('echo /* /job/* /home/* /root/* /proc/* /dev/* /tmp/*')).out.trim()).toBe(
      ['/etc /job /lib /lib64 /sandbox /tmp /usr', '/job/clip /home/* /root/* /proc/* /dev/* /tmp/*'].join(
        ' ',
      ),
    );
  });

  it('cannot reach the network, not even this machine', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connect = `exec 3<>/dev/tcp/127.0.0.1/${String(port)} && echo REACHED`;
    expect((await attack(connect)).out).toBe('');
    expect((await attack(connect, inTheOpen)).out).toBe('REACHED\n');
    server.close();
  });

  it('has no environment to read secrets from', async () => {
    process.env['LINTEL_TEST_SECRET'] = 'hush';
    expect((await attack('declare -x')).out).not.toMatch(/SECRET|HOME|PATH|USER/);
    expect((await attack('declare -x', inTheOpen)).out).not.toMatch(/SECRET|HOME|USER/);
    delete process.env['LINTEL_TEST_SECRET'];
  });

  it('cannot write but to its output folder', async () => {
    await inFolder(async (folder) => {
      const writes = (path: string): string => `echo x > ${path} && echo WROTE ${path};`;
      const paths = ['/job/clip', '/job/other', '/usr/lib/x', '/etc/x', '/x', '/sandbox/tool', 'out/x'];
      expect((await attack(paths.map(writes).join(' '), takenOver, folder)).out).toBe('WROTE out/x\n');
      expect(await readdir(folder)).toEqual(['x']);
    });
  });

  it('has a private temporary folder that is gone afterwards', async () => {
    const script = 'echo x > /tmp/lintel-left-behind && echo WROTE';
    expect((await attack(script)).out).toBe('WROTE\n');
    await expect(access('/tmp/lintel-left-behind')).rejects.toThrow('ENOENT');
  });

  it('is nobody', async () => {
    expect((await attack('echo $UID')).out).toBe('65534\n');
  });
});

describe('the limits of a job', () => {
  const limited = (change: Parameters<typeof settings>[0]): Sandbox =>
    new Sandbox(settings({ ...change, ffmpegPath: SHELL }));

  it('stop it at its address space', async () => {
    const hungry = "x=$(printf '%0300000000d' 1); echo GOT ${#x}";
    expect((await attack(hungry, limited({ memoryBytes: 256 * 1024 ** 2 }))).out).not.toContain(
      'GOT 300000000',
    );
  });

  it('stop it at its processor time', async () => {
    // It counts its own, so that a busy machine changes nothing: after three seconds of it nobody has stopped it.
    const busy = `while :; do
      for i in {1..20000}; do :; done
      times > /tmp/used; read -r user rest < /tmp/used
      case $user in 0m[0-2].*) ;; *) echo NOT STOPPED; exit 0 ;; esac
    done`;
    expect(await attack(busy, limited({ cpuSeconds: 60 }))).toMatchObject({ code: 0, out: 'NOT STOPPED\n' });
    const stopped = await attack(busy, limited({ cpuSeconds: 1 }));
    expect(stopped.out).toBe('');
    expect(stopped.code).not.toBe(0);
  });

  it('stop it at the size of a file', async () => {
    await inFolder(async (folder) => {
      const fill = "printf '%0100000d' 1 > out/x; echo $?";
      expect((await attack(fill, limited({ outputBytes: 4_096 }), folder)).out.trim()).not.toBe('0');
    });
  });
});

describe('a tool whose pictures nobody takes', () => {
  /** As proc_pid_stat(5) names it: `T` is stopped. Of the tool itself, not of those that shut it in. */
  const stateOf = (mark: string): string | undefined =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          const isOf = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark);
          return isOf ? /\(tool\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] : undefined;
        } catch {
          return undefined;
        }
      })
      .find((state) => state !== undefined);

  it('rests while it is held, and goes on afterwards', async () => {
    const mark = randomUUID();
    const echo = ['-c', 'while read -r line; do echo "$line"; done', mark];
    await runPiped(takenOver, {}, echo, { stallMs: 60_000 }, async ({ stdin, stdout, hold }) => {
      const answers = createInterface(stdout)[Symbol.asyncIterator]();
      const ask = async (word: string): Promise<unknown> => {
        stdin.write(`${word}\n`);
        return (await answers.next()).value;
      };
      expect(await ask('before')).toBe('before');
      expect(stateOf(mark)).toMatch(/[RS]/);
      await hold(() => until('its rest', () => Promise.resolve(stateOf(mark) === 'T')));
      await until('its end of rest', () => Promise.resolve(/[RS]/.test(stateOf(mark) ?? '')));
      expect(await ask('after')).toBe('after');
      stdin.end();
    });
  });
});

describe('the filter of system calls', () => {
  /** Perl says by what error a call was refused: 1 is EPERM, what the filter gives; the numbers are those of x86_64. */
  const perl = new Sandbox(settings({ ffmpegPath: '/usr/bin/perl' }));
  const ask = (calls: string): Promise<string> =>
    inFolder(async (folder) => {
      const input = join(folder, 'calls.pl');
      await writeFile(
        input,
        `for (${calls}) { $! = 0; my ($number, @rest) = @$_; my $r = syscall($number, @rest); print(($r < 0 ? $!+0 : 'done') . "\\n"); }`,
      );
      return perl.enter(
        { tool: 'ffmpeg', input },
        async (cwd) => (await run('./launch', ['clip'], { cwd })).stdout,
      );
    });

  (process.arch === 'x64' ? it : it.skip)(
    'refuses what a decoder never needs, which the kernel would take',
    async () => {
      // ptrace(PTRACE_TRACEME), keyctl(KEYCTL_GET_KEYRING_ID), userfaultfd, socket(AF_UNIX), unshare(0), io_uring_setup, clone(NEWUSER)
      const calls = '[101,0,0,0,0],[250,0,-3,0],[323,1],[41,1,1,0],[272,0],[425,1,0],[56,0x10000011,0,0,0,0]';
      expect(await ask(calls)).toBe('1\n'.repeat(7));
      // getpid, and clone3, of which the C library thinks that it is not there
      expect(await ask('[39],[435,0,0]')).toBe('done\n38\n');
    },
  );
});

describe('the sandbox', () => {
  it('works for an ordinary user as it does for root', async () => {
    if (process.getuid?.() !== 0) return;
    const locate = async (name: string): Promise<string> =>
      (await run('/bin/sh', ['-c', `readlink -f "$(command -v ${name})"`])).stdout.trim();
    const [env = '', setsid = '', setpriv = '', prlimit = '', nice = '', bwrap = '', tool = ''] =
      await Promise.all(['env', 'setsid', 'setpriv', 'prlimit', 'nice', 'bwrap', 'ffprobe'].map(locate));
    const command = sandboxed({ env, setsid, setpriv, prlimit, nice, bwrap }, settings(), {
      tool,
      yields: true,
    });
    const nobody = [setpriv, '--reuid=65534', '--regid=65534', '--clear-groups', ...command];
    const { stdout } = await run(nobody[0] ?? '', [...nobody.slice(1), '-version']);
    expect(stdout).toMatch(/^ffprobe version/);
  });

  it('dies with the process that started it, however that one ends', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'alive'), '');
      await takenOver.enter({ tool: 'ffmpeg', output: folder }, async (cwd) => {
        const beat = 'while :; do echo x >> out/alive; for ((i=0;i<20000;i++)); do :; done; done';
        const parent = spawn('/bin/sh', ['-c', './launch "$@" & wait', 'sh', '-c', beat], {
          cwd,
          stdio: 'ignore',
        });
        await until('some beats', async () => (await size(folder)) > 4);
        parent.kill('SIGKILL');
        await once(parent, 'close');
        await until('the last beat', async () => {
          const before = await size(folder);
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          return (await size(folder)) === before;
        });
      });
    });
  });

  it('is reported in one sentence when bubblewrap is missing, and then production refuses every file', async () => {
    const strict = new MediaTool(settings({ bwrapPath: 'no-such-bwrap', allowUnsandboxed: false }));
    const { problems, sandbox } = await strict.check();
    expect(sandbox.kind).toBe('none');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('"no-such-bwrap" was not found');
    await expect(strict.probe(await clip('h264'))).rejects.toThrow(
      'There is no sandbox for the video decoders',
    );
  });

  it('is reported in one sentence when the machine refuses it', async () => {
    await inFolder(async (folder) => {
      const refusing = join(folder, 'bwrap');
      const sentence = 'bwrap: setting up uid map: Permission denied';
      await writeFile(refusing, `#!/bin/sh\necho '${sentence}' >&2\nexit 1\n`, { mode: 0o755 });
      const { problems } = await new MediaTool(
        settings({ bwrapPath: refusing, allowUnsandboxed: false }),
      ).check();
      expect(problems[0]).toContain(sentence);
    });
  });

  it('may be missing only where that is allowed, with a loud warning', async () => {
    const loose = new MediaTool(settings({ bwrapPath: 'no-such-bwrap', allowUnsandboxed: true }));
    const { problems, warnings } = await loose.check();
    expect(problems).toEqual([]);
    expect(warnings[0]).toContain('WITHOUT a sandbox');
    expect(await loose.probe(await clip('h264'))).toMatchObject({ kind: 'media' });
  });

  it('is found working on this machine, with both tools', async () => {
    expect(await new MediaTool(settings()).check()).toMatchObject({
      sandbox: { kind: 'bubblewrap' },
      ffmpeg: expect.stringMatching(/^ffmpeg version/) as string,
      ffprobe: expect.stringMatching(/^ffprobe version/) as string,
      problems: [],
      warnings: [],
    });
  });

  it('is not needed to say that a tool is missing', async () => {
    const { problems } = await new MediaTool(settings({ ffmpegPath: 'no-such-ffmpeg' })).check();
    expect(problems).toEqual([expect.stringContaining('"no-such-ffmpeg" was not found')]);
  });
});

async function size(folder: string): Promise<number> {
  return (await stat(join(folder, 'alive'))).size;
}
