import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { EmergencyRepository } from './emergency.repository';
import { EmergencyService } from './emergency.service';

/** Access in an emergency to an investigation of which one is no member. */
@Module({
  imports: [InvestigationsModule],
  providers: [EmergencyService, EmergencyRepository],
  exports: [EmergencyService],
})
export class EmergencyModule {}
