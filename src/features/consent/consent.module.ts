import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { EntryModule, InvitationsModule } from '../invitations';
import { CareRepository } from './care.repository';
import { CareService } from './care.service';
import { ConsentRepository } from './consent.repository';
import { ConsentService } from './consent.service';

/** Her side. */
@Module({ imports: [EntryModule], providers: [ConsentService, ConsentRepository], exports: [ConsentService] })
export class ConsentModule {}

/** The officers' side. */
@Module({
  imports: [InvitationsModule, InvestigationsModule],
  providers: [CareService, CareRepository],
  exports: [CareService],
})
export class CareModule {}
