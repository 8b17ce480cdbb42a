import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { RecipientsModule } from '../../../features/disclosure';
import { Database } from '../../../platform/database';
import { createHttpApp, type HttpApp } from '../../../platform/http';
import { PlatformModule, type PlatformChoices } from '../../platform.module';
import { RecipientController } from './recipient.controller';

@Module({})
class InternalModule {}

/** What the issuer asks, on a socket that no other user of the machine can open. */
export interface InternalApp {
  readonly socket: string;
  close(): Promise<void>;
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
      imports: [PlatformModule.forRoot(choices), RecipientsModule],
      controllers: [RecipientController],
    },
    {
      logger,
      publicUrl: config.internal.url,
      trustedProxies: [],
      ready: () => http.app.get(Database, { strict: false }).transaction((tx) => tx.query('SELECT 1')),
    },
  );
  // mkdtemp gives it to this user alone. A socket's path may have about a hundred bytes.
  const folder = await mkdtemp(join(tmpdir(), 'lintel-'));
  const socket = join(folder, 'internal');
  await http.app.listen(socket);
  return {
    socket,
    close: async () => {
      await http.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
