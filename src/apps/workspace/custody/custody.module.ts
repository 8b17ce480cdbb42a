import { Module } from '@nestjs/common';
import { AuditModule } from '../../../features/audit';
import { WitnessesModule } from '../../../features/witnesses';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { AuditDesk } from './audit-desk';
import { CustodyProofs } from './proofs';

@Module({
  imports: [AuditModule, WitnessesModule, ReviewModule, IdentityModule],
  providers: [AuditDesk, CustodyProofs],
  exports: [AuditDesk, CustodyProofs, AuditModule, WitnessesModule],
})
export class CustodyViewModule {}
