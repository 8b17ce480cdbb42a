import { Module } from '@nestjs/common';
import { AuditModule } from '../../../features/audit';
import { AlarmsModule } from '../../../features/log-watch';
import { WitnessesModule } from '../../../features/witnesses';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { AuditDesk } from './audit-desk';
import { CustodyProofs } from './proofs';

@Module({
  imports: [AlarmsModule, AuditModule, WitnessesModule, ReviewModule, IdentityModule],
  providers: [AuditDesk, CustodyProofs],
  exports: [AuditDesk, CustodyProofs, AlarmsModule, AuditModule, WitnessesModule],
})
export class CustodyViewModule {}
