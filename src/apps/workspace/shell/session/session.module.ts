import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../../../../features/identity';
import { OfficerSessionEntity, RefusedSessionEntity } from './officer-session.entity';
import { OfficerSessions } from './officer-sessions';
import { OwnSessions } from './own-sessions';
import { ProviderSessions } from './provider-sessions';
import { RefusalWatch } from './refusal-watch';
import { SessionRepository } from './session.repository';

@Module({
  imports: [TypeOrmModule.forFeature([OfficerSessionEntity, RefusedSessionEntity]), IdentityModule],
  providers: [OfficerSessions, OwnSessions, ProviderSessions, RefusalWatch, SessionRepository],
  exports: [OfficerSessions, OwnSessions, ProviderSessions],
})
export class SessionModule {}
