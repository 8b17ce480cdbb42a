import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../../../features/identity';
import { OfficerSessionEntity, RefusedSessionEntity } from './officer-session.entity';
import { OfficerSessions } from './officer-sessions';
import { ProviderSessions } from './provider-sessions';
import { SessionRepository } from './session.repository';

@Module({
  imports: [TypeOrmModule.forFeature([OfficerSessionEntity, RefusedSessionEntity]), IdentityModule],
  providers: [OfficerSessions, ProviderSessions, SessionRepository],
  exports: [OfficerSessions, ProviderSessions],
})
export class SessionModule {}
