import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { EmergencyModule } from '../../features/emergency';
import { IdentityModule } from '../../features/identity';
import type { Language } from '../intake/texts/language';
import { PlatformModule, type PlatformChoices } from '../platform.module';
import { AccessGuard } from './access/access.guard';
import { ApiModule } from './api/api.module';
import { CorrectionsAreaModule } from './areas/corrections/corrections.module';
import { EvidenceAreaModule } from './areas/evidence/evidence.module';
import { HerLanguageModule } from './her-language';
import { PagesModule } from './pages/pages.module';
import { SessionModule } from './session/session.module';

/** Everything officers do, by pages and by the JSON API. */
@Module({})
export class WorkspaceModule {
  static forRoot(choices: PlatformChoices & { readonly languages?: readonly Language[] }): DynamicModule {
    return {
      module: WorkspaceModule,
      imports: [
        PlatformModule.forRoot(choices),
        HerLanguageModule.forRoot(choices.languages),
        IdentityModule,
        EmergencyModule,
        SessionModule,
        ApiModule,
        PagesModule,
        EvidenceAreaModule,
        CorrectionsAreaModule,
      ],
      providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
