import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxUnavailable, SafeCopyFailed, ToolFailed } from '../../../src/platform/media';
import { FileReader } from '../../../src/platform/media/file-reader';
import { PictureCopier } from '../../../src/platform/media/picture-copy';
import { Sandbox } from '../../../src/platform/media/sandbox';
import { pictureFile, plainPicture } from '../../fixtures/pictures';
import { inFolder, settings } from './support';

const WATCH = { stallMs: 60_000 };

/** A reader in whose place another program runs, as one that a file has taken over. */
const withProgram = <T>(program: string, use: (reader: FileReader) => Promise<T>): Promise<T> =>
  inFolder(async (folder) => {
    const script = join(folder, 'other.mjs');
    await writeFile(script, program);
    return use(new FileReader(settings({ stallSeconds: 2 }), [script]));
  });
/** One of its questions. */
const askOf = (reader: FileReader, stallMs = WATCH.stallMs): Promise<readonly string[] | null> =>
  inFolder(async (folder) => {
    const input = await pictureFile(folder, await plainPicture('png'));
    const output = join(folder, 'made');
    await mkdir(output);
    return reader.rebuildPicture({ input, output }, 'image/png', 1, { stallMs });
  });
const say = (answer: unknown): string => `console.log(${JSON.stringify(JSON.stringify(answer))});`;

describe('the program that reads files byte by byte', () => {
  it('puts a picture together again, and says of another file that it is none', () =>
    inFolder(async (folder) => {
      const reader = new FileReader(settings());
      const input = await pictureFile(folder, await plainPicture('png'));
      await reader.rebuildPicture({ input, output: folder }, 'image/png', 1, WATCH);
      expect((await readFile(join(folder, 'copy'))).subarray(1, 4).toString()).toBe('PNG');
      expect(await reader.rebuildPicture({ input, output: folder }, 'image/gif', 1, WATCH)).toBeNull();
    }));

  it('sees its file alone: no other, no network, no way to write', () =>
    withProgram(
      `
      import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
      import { networkInterfaces } from 'node:os';
      const tries = {
        passwd: () => readFileSync('/etc/passwd'), home: () => readdirSync('/root'), work: () => readdirSync('/work'),
        change: () => writeFileSync('clip', 'x'), write: () => writeFileSync('more', 'x'),
        // Needs a socket.
        networks: () => networkInterfaces(),
      };
      const done = Object.entries(tries).filter(([, go]) => { try { go(); return true; } catch { return false; } });
      console.log(JSON.stringify({ left: [...done.map(([name]) => name), ...readdirSync('.').sort()] }));
      `,
      async (reader) => expect(await askOf(reader)).toEqual(['clip', 'out', 'read-file.mjs']),
    ));

  it.each([
    ['fails', 'throw new Error("made to fail")'],
    ['says nothing', ''],
    ['goes on for ever', 'for (;;);'],
    ['fills its memory', 'const all = []; for (;;) all.push(Buffer.alloc(50_000_000, 1));'],
    ['says something else', say({ left: [1] })],
    ['says more than was asked', say({ left: [], officer: 'Sample' })],
    ['says what is no JSON', 'console.log("{left}")'],
  ])('is not believed when it %s', (_what, program) =>
    withProgram(program, async (reader) => {
      await expect(askOf(reader, 2_000)).rejects.toThrow(ToolFailed);
    }),
  );

  it('may leave a link in place of a copy, which is not followed', () =>
    inFolder(async (folder) => {
      const input = await pictureFile(folder, await plainPicture('png'));
      const program = `import { symlinkSync } from 'node:fs'; symlinkSync('/etc/passwd', 'out/copy'); ${say({ left: [] })}`;
      await withProgram(program, async (reader) => {
        const copier = new PictureCopier(new Sandbox(settings()), reader, settings(), () =>
          Promise.resolve([]),
        );
        await expect(copier.make(input, 'image/png', folder)).rejects.toThrow(SafeCopyFailed);
      });
    }));

  it('that is not built is a problem of the machine, not of the file', async () => {
    const reader = new FileReader(settings(), ['/nowhere/read-file.mjs']);
    await expect(askOf(reader)).rejects.toThrow(SandboxUnavailable);
    expect(await reader.problems()).toHaveLength(1);
  });
});
