import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../../investigations';
import { LinkModule } from '../../invitations';
import { BundlesRepository } from '../bundles.repository';
import { IssuesRepository } from './issues.repository';
import { IssuesService } from './issues.service';
import { RecipientEntry } from './recipient-entry.service';
import { RecipientsRepository } from './recipients.repository';
import { RecipientsService } from './recipients.service';

/** The officers' side: who gets a link to a bundle. */
@Module({
  imports: [InvestigationsModule],
  providers: [IssuesService, IssuesRepository, BundlesRepository],
  exports: [IssuesService],
})
export class IssueModule {}

/** The recipients' side, behind the internal port. */
@Module({
  imports: [LinkModule],
  providers: [RecipientEntry, RecipientsService, RecipientsRepository, IssuesRepository, BundlesRepository],
  exports: [RecipientEntry, RecipientsService],
})
export class RecipientsModule {}
