import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../features/identity';
import { OfficerSessions } from './officer-sessions';
import { SessionRepository } from './session.repository';

@Module({
  imports: [IdentityModule],
  providers: [OfficerSessions, SessionRepository],
  exports: [OfficerSessions],
})
export class SessionModule {}
