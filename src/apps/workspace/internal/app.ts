import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Module } from '@nestjs/common';
import { RecipientsModule } from '../../../features/disclosure';
import { Database } from '../../../platform/database';
import { createHttpApp, type HttpApp } from '../../../platform/http';
import { PlatformModule, type PlatformChoices } from '../../platform.module';
import { RecipientController } from './recipient.controller';

@Module({})
class InternalModule {}

/** What the issuer asks, on a socket that only this user and the group of its folder can open. */
export interface InternalApp {
  readonly socket: string;
  close(): Promise<void>;
}

/** It answers one process, a question at a time for each download. */
const CONNECTIONS = 2;

/** Takes the place of a workspace that answers there now: when that one ends it removes only the name by which it listened. */
async function listenInstead(app: HttpApp['app'], socket: string): Promise<void> {
  await mkdir(dirname(socket), { recursive: true, mode: 0o700 });
  // Short, for the system takes no long names of sockets.
  const own = join(dirname(socket), String(process.pid));
  // Left by a process that was killed.
  await rm(own, { force: true });
  await app.listen(own);
  await chmod(own, 0o660);
  await rename(own, socket);
}

/**
 * Who may have which bundle. It believes nothing that intake says but a link and its code, and then the session that it
 * gave for them; it knows no officer and serves no other page.
 */
export async function openInternal(choices: PlatformChoices): Promise<InternalApp> {
  const { config, logger } = choices;
  const http: HttpApp = await createHttpApp(
    {
      module: InternalModule,
      imports: [PlatformModule.forRoot({ ...choices, connections: CONNECTIONS }), RecipientsModule],
      controllers: [RecipientController],
    },
    {
      logger,
      publicUrl: config.internal.url,
      trustedProxies: [],
      ready: () => http.app.get(Database, { strict: false }).transaction((tx) => tx.query('SELECT 1')),
    },
  );
  const { socket } = config.internal;
  await listenInstead(http.app, socket);
  return { socket, close: () => http.close() };
}
