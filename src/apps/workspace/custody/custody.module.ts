import { Module } from '@nestjs/common';
import { AuditModule } from '../../../features/audit';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { AuditDesk } from './audit-desk';
import { CustodyProofs } from './proofs';

@Module({
  imports: [AuditModule, ReviewModule, IdentityModule],
  providers: [AuditDesk, CustodyProofs],
  exports: [AuditDesk, CustodyProofs, AuditModule],
})
export class CustodyViewModule {}
