import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConductModule } from '../conduct';
import { InvestigationsModule } from '../investigations';
import { OrderApplicationEntity } from './application.entity';
import { ApplicationsRepository } from './applications.repository';
import { ApplicationsService } from './applications.service';

/** Applications for stalking protection orders. */
@Module({
  imports: [TypeOrmModule.forFeature([OrderApplicationEntity]), ConductModule, InvestigationsModule],
  providers: [ApplicationsService, ApplicationsRepository],
  exports: [ApplicationsService],
})
export class ApplicationsModule {}
