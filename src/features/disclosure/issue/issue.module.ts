import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../../investigations';
import { LinkModule } from '../../invitations';
import { BundlesRepository } from '../bundles.repository';
import { IssuesRepository } from './issues.repository';
import { IssuesService } from './issues.service';
import { RecipientEntry } from './recipient-entry.service';
import { RecipientsRepository } from './recipients.repository';
import { RecipientsService } from './recipients.service';
import { BundleDownloadEntity, BundleIssueEntity, IssueSessionEntity } from './issue.entity';

const entities = TypeOrmModule.forFeature([BundleDownloadEntity, BundleIssueEntity, IssueSessionEntity]);

/** The officers' side: who gets a link to a bundle. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [IssuesService, IssuesRepository, BundlesRepository],
  exports: [IssuesService],
})
export class IssueModule {}

/** The recipients' side, behind the internal port. */
@Module({
  imports: [entities, LinkModule],
  providers: [RecipientEntry, RecipientsService, RecipientsRepository, IssuesRepository, BundlesRepository],
  exports: [RecipientEntry, RecipientsService],
})
export class RecipientsModule {}
