import { Module } from '@nestjs/common';
import { InvestigationRepository } from './investigation.repository';
import { InvestigationsService } from './investigations.service';
import { LinkRepository } from './link.repository';
import { LinksService } from './links.service';
import { Memberships } from './memberships';
import { TeamsService } from './teams.service';

@Module({
  providers: [
    InvestigationsService,
    LinksService,
    TeamsService,
    Memberships,
    InvestigationRepository,
    LinkRepository,
  ],
  exports: [InvestigationsService, LinksService, TeamsService],
})
export class InvestigationsModule {}
