import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { EmergencyRepository } from './emergency.repository';
import { EmergencyService } from './emergency.service';
import { EmergencyAccessEntity } from './emergency-access.entity';

const entities = TypeOrmModule.forFeature([EmergencyAccessEntity]);

/** Access in an emergency to an investigation of which one is no member. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [EmergencyService, EmergencyRepository],
  exports: [EmergencyService],
})
export class EmergencyModule {}
