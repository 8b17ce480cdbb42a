import { rm } from 'node:fs/promises';
import './database.setup';
import { RUN_FOLDER } from './once';

export default async function teardown(): Promise<void> {
  await globalThis.lintelTestPostgres?.stop();
  const folder = process.env[RUN_FOLDER];
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
