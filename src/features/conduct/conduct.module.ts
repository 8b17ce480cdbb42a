import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { ConductRepository } from './conduct.repository';
import { ConductService } from './conduct.service';

/** The course of conduct: occasions, orders in force, and what an officer decided of them. */
@Module({
  imports: [InvestigationsModule],
  providers: [ConductService, ConductRepository],
  exports: [ConductService],
})
export class ConductModule {}
