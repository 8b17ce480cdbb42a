import { execFile } from 'node:child_process';
import { mkdir, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of its own, inside a file, which can be filled to its last block. Only root can make one. */
export class SmallDisk {
  private constructor(
    readonly folder: string,
    private readonly image: string,
  ) {}

  /** Mounts it on `folder`, which is made. */
  static async at(folder: string, bytes: number): Promise<SmallDisk> {
    const image = `${folder}.ext4`;
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await writeFile(image, '');
    await truncate(image, bytes);
    await run('mkfs.ext4', ['-q', '-m', '0', image]);
    await run('mount', ['-o', 'loop', image, folder]);
    return new SmallDisk(folder, image);
  }

  async fill(): Promise<void> {
    let part = 0;
    for (;;) {
      const { bavail, bsize } = await statfs(this.folder);
      if (bavail === 0) return;
      // The file system keeps notes of its own of each file: not all that is free can be one.
      for (let bytes = bavail * bsize; bytes >= bsize; bytes = Math.floor(bytes / 2)) {
        const done = await run('fallocate', ['-l', String(bytes), join(this.folder, `filler-${part}`)]).then(
          () => true,
          () => false,
        );
        part += 1;
        if (done) break;
        if (bytes < 2 * bsize) return;
      }
    }
  }

  async makeRoom(): Promise<void> {
    await run('sh', ['-c', 'rm -f -- "$1"/filler-*', 'sh', this.folder]);
  }

  async remove(): Promise<void> {
    await run('umount', [this.folder]);
    await rm(this.image);
  }
}
