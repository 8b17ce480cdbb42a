import { Module } from '@nestjs/common';
import { RecipientsModule } from '../../../features/disclosure';
import { Database } from '../../../platform/database';
import { createHttpApp, type HttpApp } from '../../../platform/http';
import { PlatformModule, type PlatformChoices } from '../../platform.module';
import { OwnSocket } from './own-socket';
import { RecipientController } from './recipient.controller';

@Module({})
class InternalModule {}

/** What the issuer asks, on a socket that only this user and the group of its folder can open. */
export interface InternalApp {
  readonly socket: string;
  /** Answers from now on, in the place of a workspace that answers there now. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** It answers one process, a question at a time for each download. */
const CONNECTIONS = 2;
/** So often each workspace looks whether the one by the known name still answers. */
const LOOK_MS = 1_000;

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
  const own = new OwnSocket(socket);
  let looking: NodeJS.Timeout | undefined;
  return {
    socket,
    listen: async () => {
      await own.open((path) => http.app.listen(path));
      const look = (): void =>
        void own
          .takeIfDead()
          .catch((error: unknown) => logger.warn({ err: error }, 'the socket cannot be taken'));
      looking = setInterval(look, LOOK_MS).unref();
    },
    close: () => {
      clearInterval(looking);
      return http.close();
    },
  };
}
