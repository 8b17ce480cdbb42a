import { BadConfiguration, loadConfig } from '../../../config';
import { DomainError } from '../../../kernel/errors';
import { openDatabase } from '../../../platform/database';
import { bringUpToDate } from '../bring-up-to-date';
import { orDatabaseRefusal } from '../database-refusal';
import { prepareEmbedded } from '../databases';
import { openHome } from '../home';
import { embeddedUrls, externalUrls } from '../urls';
import type { SetUpAnswer, SetUpRequest } from './set-up';

// Whoever started it is gone, or has no more to ask. A signal that reaches all of a group is for that one: what was begun here ends first.
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

async function hasOfficers(ownerUrl: string): Promise<boolean> {
  const database = await orDatabaseRefusal(ownerUrl, () => openDatabase(ownerUrl, 1));
  try {
    return await database.transaction(async (tx) => {
      const [row] = await tx.query<{ any: boolean }>('SELECT EXISTS (SELECT FROM lintel.officer) AS any');
      return row?.any === true;
    });
  } finally {
    await database.close();
  }
}

/** The connection of the owner, whose tables are then up to date. */
async function tables(port: number | undefined): Promise<string> {
  const config = loadConfig();
  if (port === undefined) {
    const { owner } = externalUrls(config);
    await orDatabaseRefusal(owner, () => bringUpToDate(config, owner));
    return owner;
  }
  const secrets = await openHome(config.home);
  await prepareEmbedded(config, port, secrets);
  return embeddedUrls(port, secrets).owner;
}

async function answer(request: SetUpRequest): Promise<SetUpAnswer> {
  try {
    if (request.kind === 'tables')
      return { kind: 'done', hasOfficers: await hasOfficers(await tables(request.port)) };
    const { firstRun } = await import('../first-run.js');
    return { kind: 'done', sample: await firstRun(loadConfig(request.settings), request.ownerUrl) };
  } catch (error) {
    if (error instanceof DomainError || error instanceof BadConfiguration)
      return { kind: 'refused', sentence: error.message };
    const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'failed', message, stack };
  }
}

process.on('message', (request: SetUpRequest) => {
  void answer(request).then((done) => process.send?.(done));
});
