import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { give, openIssueWorld, Recipient, sealed, type IssueWorld, type Made } from './bench';

let home: IssueWorld;
beforeAll(async () => {
  home = await openIssueWorld();
});
afterAll(() => home.close());

/** Somebody who can write to the store puts other bytes, as many as there were, in the place of a file of the bundle. */
async function putAnother({ bundle }: Made, path: string): Promise<void> {
  const { rows } = await home.world.admin.query<{ key: string }>(
    `SELECT object_key AS key FROM lintel.bundle_entry WHERE bundle_id = $1 AND path LIKE $2`,
    [bundle, path],
  );
  const file = join(home.world.config.objects.root, 'evidence', rows[0]?.key ?? 'none');
  const bytes = await readFile(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await chmod(file, 0o600);
  await rm(file);
  await writeFile(file, bytes, { mode: 0o444 });
}

it.each(['bag-info.txt', 'data/originals/%'])(
  'a bundle in whose store %s is another file is not given out whole, and the log of the service says why',
  async (path) => {
    const made = await sealed(home);
    const { link, code } = await give(made);
    const recipient = new Recipient(home.intake);
    await recipient.enter(link, code);
    expect((await recipient.bytes()).status).toBe(200);
    await putAnother(made, path);
    await expect(recipient.bytes()).rejects.toThrow();
    expect(home.log.join('')).toContain('the stored file is not the one that was sealed');
    home.log.length = 0;
  },
);
