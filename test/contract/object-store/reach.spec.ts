import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { evidenceKey, incomingKey } from '../../../src/platform/object-store';
import { bytesOf, digestOf, freshName, streamOf, type Driver } from './driver';
import { startFilesystem } from './filesystem.driver';

const SIZE = 300_000;

/** Maps a file to be written, says so, and writes whenever it is told to. */
const MAPPER = `
import fcntl, mmap, os, sys
fd = os.open(sys.argv[1], os.O_RDWR)
view = mmap.mmap(fd, 0, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
os.close(fd)
print('mapped', flush=True)
for _ in sys.stdin:
    view[:6] = b'broken'
    view.flush()
    print('written', flush=True)
`;

/** Takes a lease on a file, gives it back when somebody opens the file, and writes through its descriptor afterwards. */
const LEASER = `
import fcntl, os, signal, sys
fd = os.open(sys.argv[1], os.O_RDWR)
signal.signal(signal.SIGIO, lambda *_: fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK))
fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
print('mapped', flush=True)
for _ in sys.stdin:
    os.pwrite(fd, b'broken', 0)
    os.fsync(fd)
    print('written', flush=True)
`;

/** Another process that holds the draft in some way, from before it is promoted. */
async function holder(program: string, path: string) {
  const child = spawn('python3', ['-c', program, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout);
  await once(lines, 'line');
  return {
    async write() {
      const written = once(lines, 'line');
      child.stdin.write('now\n');
      await written;
    },
    async end() {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}

/** A file under a lease is not opened: the job fails, and is done again. */
async function untilLeaseEnds<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await sleep(20);
    }
  }
}

describe('whoever holds a draft', () => {
  let driver: Driver;
  let at: (...parts: string[]) => string;

  beforeAll(async () => {
    driver = await startFilesystem();
    at = (...parts) => join(driver.objects.root, ...parts);
  });
  afterAll(() => driver.stop());

  async function draft() {
    const name = freshName();
    const bytes = bytesOf(SIZE);
    const from = incomingKey(`${name}/clip`);
    await driver.incoming.write(from, streamOf(bytes), SIZE);
    return {
      bytes,
      path: at('incoming', name, 'clip'),
      name,
      promote: async () =>
        driver.evidence.promote(from, evidenceKey(`${name}/master`), await digestOf(bytes)),
      master: at('evidence', name, 'master'),
    };
  }

  it('open for writing cannot change the master, whether it writes, cuts or lengthens', async () => {
    const { bytes, path, promote, master } = await draft();
    const held: FileHandle = await open(path, 'r+');
    const stored = await promote();
    await held.write(Buffer.from('broken'), 0, 6, 0);
    await held.truncate(10);
    await held.truncate(SIZE * 2);
    await held.chmod(0o666);
    await held.sync();
    await held.close();
    const found = await readFile(master);
    expect(found.equals(bytes)).toBe(true);
    expect(stored.sha256).toBe((await digestOf(found)).sha256);
    expect((await stat(master)).mode & 0o777).toBe(0o444);
  });

  it.each([
    ['a map that can be written', MAPPER],
    ['a lease, and by a descriptor of another process', LEASER],
  ])('by %s cannot change the master', async (_, program) => {
    const { bytes, path, promote, master } = await draft();
    const other = await holder(program, path);
    await untilLeaseEnds(promote);
    await other.write();
    await other.end();
    expect((await readFile(path)).subarray(0, 6).toString()).toBe('broken');
    expect((await readFile(master)).equals(bytes)).toBe(true);
  });

  it('by a hard link made before cannot change the master, which has one name alone', async () => {
    const { bytes, path, promote, master } = await draft();
    await link(path, `${path}-again`);
    await promote();
    const held = await open(`${path}-again`, 'r+');
    await held.write(Buffer.from('broken'), 0, 6, 0);
    await held.close();
    expect((await readFile(master)).equals(bytes)).toBe(true);
    expect((await stat(master)).nlink).toBe(1);
    expect((await stat(master)).ino).not.toBe((await stat(path)).ino);
  });

  it('who writes while it is promoted is found out, or too late: the hash is of what the master holds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { path, promote, master } = await draft();
      const held = await open(path, 'r+');
      const [outcome] = await Promise.allSettled([
        promote(),
        held.write(Buffer.from('broken'), 0, 6, SIZE - 6),
      ]);
      await held.close();
      if (outcome.status === 'rejected') {
        await expect(stat(master)).rejects.toThrow('ENOENT');
      } else {
        expect(outcome.value.sha256).toBe((await digestOf(await readFile(master))).sha256);
      }
    }
  });
});
