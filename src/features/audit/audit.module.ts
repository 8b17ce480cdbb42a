import { Module } from '@nestjs/common';
import { AuditRepository } from './audit.repository';
import { AuditService } from './audit.service';
import { ChecksRepository } from './checks/checks.repository';
import { ChecksService } from './checks/checks.service';

@Module({
  providers: [AuditService, AuditRepository, ChecksService, ChecksRepository],
  exports: [AuditService, ChecksService],
})
export class AuditModule {}
