import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationRepository } from './investigation.repository';
import { InvestigationsService } from './investigations.service';
import { LinkRepository } from './link.repository';
import { LinksService } from './links.service';
import { ListCopiesService } from './list-copies.service';
import { MemberRepository } from './member.repository';
import { Memberships } from './memberships';
import { TeamsService } from './teams.service';
import {
  InvestigationEntity,
  InvestigationLinkEntity,
  InvestigationMemberEntity,
} from './investigation.entity';

const entities = TypeOrmModule.forFeature([
  InvestigationEntity,
  InvestigationLinkEntity,
  InvestigationMemberEntity,
]);

@Module({
  imports: [entities],
  providers: [
    InvestigationsService,
    LinksService,
    ListCopiesService,
    TeamsService,
    Memberships,
    InvestigationRepository,
    MemberRepository,
    LinkRepository,
  ],
  exports: [InvestigationsService, LinksService, ListCopiesService, TeamsService],
})
export class InvestigationsModule {}
