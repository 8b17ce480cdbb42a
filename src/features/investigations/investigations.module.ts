import { Module } from '@nestjs/common';
import { InvestigationRepository } from './investigation.repository';
import { InvestigationsService } from './investigations.service';
import { LinkRepository } from './link.repository';
import { LinksService } from './links.service';

@Module({
  providers: [InvestigationsService, LinksService, InvestigationRepository, LinkRepository],
  exports: [InvestigationsService, LinksService],
})
export class InvestigationsModule {}
