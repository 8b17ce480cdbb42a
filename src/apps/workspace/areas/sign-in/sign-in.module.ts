import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../../features/identity';
import { SessionModule } from '../../shell/session/session.module';
import { ConfirmController } from './confirm-pages.controller';
import { OwnSessionsController } from './own-sessions-api.controller';
import { OwnSessionsPagesController } from './own-sessions-pages.controller';
import { ProviderController } from './provider-pages.controller';
import { SecondFactorController } from './second-factor-api.controller';
import { SecondFactorPagesController } from './second-factor-pages.controller';
import { SessionController } from './session-api.controller';
import { SignInController } from './sign-in-pages.controller';

@Module({
  imports: [IdentityModule, SessionModule],
  controllers: [
    ConfirmController,
    OwnSessionsController,
    OwnSessionsPagesController,
    ProviderController,
    SecondFactorController,
    SecondFactorPagesController,
    SessionController,
    SignInController,
  ],
})
export class SignInArea {}
