import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, utimes, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askedBy } from '../../../src/platform/media/libraries/asked';
import { emptyLibrary } from '../../../src/platform/media/libraries/empty';
import { StandIns, type StandIn } from '../../../src/platform/media/libraries/left-out';
import { Sandbox, type SandboxJob } from '../../../src/platform/media/sandbox';
import { until } from '../../support/until';
import { inFolder, settings } from './support';

const run = promisify(execFile);
const sandbox = new Sandbox(settings());

/** Of cameras, screens and sound cards. */
const DEVICES = /\/lib(?:SDL2|pulse|jack|openal|caca|dc1394|raw1394|iec61883|cdio)[.-]/;

/** The one that was started last by it, or by what it started. */
function lastOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const last = Number(children.at(-1));
  return last === 0 ? pid : lastOf(last);
}

/** Files of libraries that a tool has in its memory while it waits for the first byte of a file. */
async function librariesOf(job: SandboxJob): Promise<string[]> {
  const waiting = job.tool === 'ffmpeg' ? ['-f', 'null', '-'] : [];
  return sandbox.enter(job, async (cwd) => {
    const child: ChildProcess = spawn('./launch', ['-v', 'error', '-i', 'pipe:0', ...waiting], {
      cwd,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const closed = once(child, 'close');
    try {
      const maps = await until('the tool waits', async () => {
        const { stdout } = await run('cat', [`/proc/${lastOf(child.pid ?? 0)}/maps`]).catch(() => ({
          stdout: '',
        }));
        // The last that a tool loads, which begins its work then.
        return /\/libavformat\./.test(stdout) && /\/libc\.so/.test(stdout) && /\[heap\]/.test(stdout)
          ? stdout
          : undefined;
      });
      return [...new Set(maps.split('\n').flatMap((line) => /\S*\.so\S*$/.exec(line) ?? []))];
    } finally {
      child.stdin?.destroy();
      await closed;
    }
  });
}

describe.each(['ffmpeg', 'ffprobe'] as const)('%s in the sandbox', (tool) => {
  it('has nothing of cameras, screens and sound cards in its memory', async () => {
    const libraries = await librariesOf({ tool });
    expect(libraries).toContain('/sandbox/lib/libavdevice.so.61'.replace('61', deviceVersion(tool)));
    expect(libraries.filter((path) => DEVICES.test(path))).toEqual([]);
    expect(libraries.filter((path) => /\/libavfilter\./.test(path)).join()).toMatch(
      tool === 'ffprobe' ? /^\/sandbox\/lib\// : /^(?:\/usr)?\/lib\//,
    );
  });

  it('has them where it is asked what it is', async () => {
    const libraries = await librariesOf({ tool, entire: true });
    expect(libraries.filter((path) => DEVICES.test(path))).not.toEqual([]);
  });
});

function deviceVersion(tool: string): string {
  const { library = '' } =
    askedBy(readFileSync(`/usr/bin/${tool}`)).find((asked) => asked.library.startsWith('libavdevice')) ?? {};
  return library.split('.').at(-1) ?? '';
}

it('finds what a program of the system asks of a library', async () => {
  const { stdout } = await run('sh', ['-c', 'command -v openssl']);
  const asked = askedBy(readFileSync(stdout.trim()));
  const ofCrypto = asked.filter(({ library }) => library.startsWith('libcrypto.so.'));
  expect(ofCrypto.flatMap(({ names }) => names)).toEqual(
    expect.arrayContaining(['EVP_DigestInit_ex', 'BIO_new', 'X509_free']),
  );
});

it('another loader finds every function in an empty library: nothing, or an empty text', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'libempty.so.7');
    const names = ['empty_open', 'empty_configuration', 'empty_next', 'x'];
    const file = emptyLibrary({ library: 'libempty.so.7', version: 'EMPTY_7', names }, process.arch);
    await writeFile(path, file ?? '');
    const script = `
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
for name in sys.argv[2:]:
    function = getattr(library, name)
    function.restype = ctypes.c_char_p
    print(name, function())
try:
    library.empty_close
except AttributeError:
    print('no more')
`;
    const { stdout } = await run('python3', ['-c', script, path, ...names]);
    expect(stdout.trim().split('\n')).toEqual([
      'empty_open None',
      "empty_configuration b''",
      'empty_next None',
      'x None',
      'no more',
    ]);
  });
});

describe('stand-ins of a program', () => {
  const starting = (...refuses: readonly boolean[]) => {
    const started: (readonly StandIn[])[] = [];
    const standIns = new StandIns((_path, given) => {
      started.push(given);
      return refuses[started.length - 1] === true
        ? Promise.reject(new Error('symbol lookup error'))
        : Promise.resolve();
    });
    return { started, standIns };
  };

  it('are tried once, and again once another program lies there', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'ffprobe');
      await copyFile('/usr/bin/ffprobe', path);
      const { started, standIns } = starting();
      const first = await standIns.of('ffprobe', path);
      expect(first.map(({ name }) => name.split('.')[0])).toEqual(
        expect.arrayContaining(['libavdevice', 'libavfilter']),
      );
      expect(await standIns.of('ffprobe', path)).toBe(first);
      expect(started).toEqual([first]);
      await utimes(path, new Date(), new Date(Date.now() + 5_000));
      expect(await standIns.of('ffprobe', path)).toEqual(first);
      expect(started).toHaveLength(2);
    });
  });

  it('are left where the program does not start with them', async () => {
    expect(await starting(true).standIns.of('ffmpeg', '/usr/bin/ffmpeg')).toEqual([]);
  });
});
