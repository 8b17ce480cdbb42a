import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditRepository } from './audit.repository';
import { AuditService } from './audit.service';
import { ChecksRepository } from './checks/checks.repository';
import { ChecksService } from './checks/checks.service';
import { LogCheckEntity } from './checks/log-check.entity';

const entities = TypeOrmModule.forFeature([LogCheckEntity]);

@Module({
  imports: [entities],
  providers: [AuditService, AuditRepository, ChecksService, ChecksRepository],
  exports: [AuditService, ChecksService],
})
export class AuditModule {}
