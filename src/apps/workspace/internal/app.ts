import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { RecipientsModule } from '../../../features/disclosure';
import { Database } from '../../../platform/database';
import { createHttpApp, type HttpApp } from '../../../platform/http';
import { openEvidenceReader } from '../../../platform/object-store';
import { PlatformModule, type PlatformChoices } from '../../platform.module';
import { EVIDENCE, RecipientController } from './recipient.controller';

@Module({})
class InternalModule {}

/**
 * What intake asks about bundles, not yet listening. It believes nothing that intake says but a link and its code, and
 * then the session that it gave for them; it knows no officer and serves no other page.
 */
export async function createInternal(choices: PlatformChoices): Promise<HttpApp> {
  const { config, logger } = choices;
  const http: HttpApp = await createHttpApp(
    {
      module: InternalModule,
      imports: [PlatformModule.forRoot(choices), RecipientsModule],
      controllers: [RecipientController],
      providers: [
        {
          provide: EVIDENCE,
          inject: [CONFIG],
          useFactory: ({ objects }: Config) => openEvidenceReader(objects),
        },
      ],
    },
    {
      logger,
      publicUrl: config.internal.url,
      trustedProxies: [],
      ready: () => http.app.get(Database, { strict: false }).transaction({}, (tx) => tx.query('SELECT 1')),
    },
  );
  return http;
}
