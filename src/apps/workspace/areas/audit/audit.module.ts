import { Module } from '@nestjs/common';
import { AuditModule } from '../../../../features/audit';
import { IdentityModule } from '../../../../features/identity';
import { AuditController } from './audit-api.controller';
import { AuditDesk } from './audit-desk';
import { AuditPagesController } from './audit-pages.controller';

@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [AuditController, AuditPagesController],
  providers: [AuditDesk],
})
export class AuditArea {}
