import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../../features/identity';
import { SessionModule } from '../../shell/session/session.module';
import { ConfirmController } from './confirm-pages.controller';
import { OwnSessionsController } from './own-sessions-api.controller';
import { OwnSessionsPagesController } from './own-sessions-pages.controller';
import { PasskeysController } from './passkeys-api.controller';
import { PasskeysPagesController } from './passkeys-pages.controller';
import { ProviderController } from './provider-pages.controller';
import { SecondFactorController } from './second-factor-api.controller';
import { SecondFactorPage } from './second-factor-page';
import { SecondFactorPagesController } from './second-factor-pages.controller';
import { SessionController } from './session-api.controller';
import { SignInController } from './sign-in-pages.controller';

@Module({
  imports: [IdentityModule, SessionModule],
  controllers: [
    ConfirmController,
    OwnSessionsController,
    OwnSessionsPagesController,
    PasskeysController,
    PasskeysPagesController,
    ProviderController,
    SecondFactorController,
    SecondFactorPagesController,
    SessionController,
    SignInController,
  ],
  providers: [SecondFactorPage],
})
export class SignInArea {}
