import { Module } from '@nestjs/common';
import { CareModule } from '../../../../features/consent';
import { IncidentsModule } from '../../../../features/diary';
import { InvestigationsModule } from '../../../../features/investigations';
import { InvitationsModule } from '../../../../features/invitations';
import { CareController } from './care-api.controller';
import { CarePagesController } from './care-pages.controller';
import { ExtensionPagesController } from './extension-pages.controller';
import { IncidentPagesController } from './incidents-pages.controller';
import { LinkFromHomeController } from './link-from-home.controller';
import { InvitationController } from './link-pages.controller';
import { InvitationsController } from './links-api.controller';
import { NewInvitationController } from './new-link-pages.controller';
import { PersonRequestPagesController } from './request-pages.controller';
import { PersonRequestsController } from './requests-api.controller';

@Module({
  imports: [CareModule, IncidentsModule, InvestigationsModule, InvitationsModule],
  controllers: [
    CareController,
    CarePagesController,
    ExtensionPagesController,
    IncidentPagesController,
    InvitationController,
    InvitationsController,
    LinkFromHomeController,
    NewInvitationController,
    PersonRequestPagesController,
    PersonRequestsController,
  ],
})
export class LinksArea {}
