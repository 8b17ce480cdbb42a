import { Module } from '@nestjs/common';
import { CareModule } from '../../../../features/consent';
import { IncidentsModule } from '../../../../features/diary';
import { ReviewModule } from '../../../../features/evidence';
import { IdentityModule } from '../../../../features/identity';
import { InvestigationsModule } from '../../../../features/investigations';
import { InvitationsModule } from '../../../../features/invitations';
import { InvestigationDetailsController } from './details-pages.controller';
import { InvestigationController } from './investigation-pages.controller';
import { InvestigationViews } from './investigation-view';
import { InvestigationsController } from './investigations-api.controller';
import { InvestigationListController } from './list-pages.controller';
import { NewInvestigationController } from './new-investigation-pages.controller';

@Module({
  imports: [
    CareModule,
    IdentityModule,
    IncidentsModule,
    InvestigationsModule,
    InvitationsModule,
    ReviewModule,
  ],
  controllers: [
    NewInvestigationController,
    InvestigationDetailsController,
    InvestigationController,
    InvestigationsController,
    InvestigationListController,
  ],
  providers: [InvestigationViews],
})
export class InvestigationsArea {}
