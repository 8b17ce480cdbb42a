import { Module } from '@nestjs/common';
import { InvestigationRepository } from './investigation.repository';
import { InvestigationsService } from './investigations.service';

@Module({ providers: [InvestigationsService, InvestigationRepository], exports: [InvestigationsService] })
export class InvestigationsModule {}
