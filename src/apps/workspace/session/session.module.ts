import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../features/identity';
import { OfficerSessions } from './officer-sessions';
import { ProviderSessions } from './provider-sessions';
import { SessionRepository } from './session.repository';

@Module({
  imports: [IdentityModule],
  providers: [OfficerSessions, ProviderSessions, SessionRepository],
  exports: [OfficerSessions, ProviderSessions],
})
export class SessionModule {}
