import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import database from '../../support/database.setup';

const build = join(__dirname, '../../../scripts/build.mjs');

/** The processes under test are the built ones; LINTEL_BUILT says that they are up to date. */
export default async function setup(): Promise<void> {
  if (process.env['LINTEL_BUILT'] === undefined)
    execFileSync(process.execPath, [build], { stdio: 'inherit' });
  await database();
}
