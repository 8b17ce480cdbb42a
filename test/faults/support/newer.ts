import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from './plant';

const migration = (name: string, up: string): string =>
  `exports.${name} = class { name = '${name}'; up(runner) { return runner.query(${JSON.stringify(up)}); } down() { throw new Error('not here'); } };\n`;

/** A later version of this program in a folder of its own: the same build, another number, and migrations of its own. */
export class NewerProgram {
  private constructor(readonly root: string) {}

  static async make(version: string): Promise<NewerProgram> {
    const root = await mkdtemp(join(tmpdir(), 'lintel-newer-'));
    await Promise.all(
      ['bin', 'dist', 'scripts/setup'].map((part) =>
        cp(join(PROGRAM, part), join(root, part), { recursive: true }),
      ),
    );
    await mkdir(join(root, 'scripts'), { recursive: true });
    await symlink(join(PROGRAM, 'node_modules'), join(root, 'node_modules'));
    const pack = JSON.parse(await readFile(join(PROGRAM, 'package.json'), 'utf8')) as object;
    await writeFile(join(root, 'package.json'), JSON.stringify({ ...pack, version }));
    return new NewerProgram(root);
  }

  /** One more migration, after all others: `words` as in the name of its file. */
  async migrates(stamp: string, words: string, sql: string): Promise<string> {
    const name = words.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()) + stamp;
    await writeFile(join(this.root, 'dist/migrations', `${stamp}-${words}.js`), migration(name, sql));
    return name;
  }
}
