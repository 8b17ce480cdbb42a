import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { EmergencyModule } from '../../features/emergency';
import { IdentityModule } from '../../features/identity';
import { PlatformModule, type PlatformChoices } from '../platform.module';
import { AccessGuard } from './access/access.guard';
import { ApiModule } from './api/api.module';
import { PagesModule } from './pages/pages.module';
import { SessionModule } from './session/session.module';

/** Everything officers do, by pages and by the JSON API. */
@Module({})
export class WorkspaceModule {
  static forRoot(choices: PlatformChoices): DynamicModule {
    return {
      module: WorkspaceModule,
      imports: [
        PlatformModule.forRoot(choices),
        IdentityModule,
        EmergencyModule,
        SessionModule,
        ApiModule,
        PagesModule,
      ],
      providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
