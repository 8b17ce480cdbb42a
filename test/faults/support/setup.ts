import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import database from '../../support/database.setup';

/** The processes under test are the built ones. */
export default async function setup(): Promise<void> {
  execFileSync(process.execPath, [join(__dirname, '../../../scripts/build.mjs')], { stdio: 'inherit' });
  await database();
}
