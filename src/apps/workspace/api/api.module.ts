import { Module } from '@nestjs/common';
import { DisclosureModule, IssueModule } from '../../../features/disclosure';
import { CareModule } from '../../../features/consent';
import { IncidentsModule } from '../../../features/diary';
import { ReviewModule } from '../../../features/evidence';
import { SentFootageModule } from '../../../features/footage';
import { IdentityModule } from '../../../features/identity';
import { InvestigationsModule } from '../../../features/investigations';
import { InvitationsModule } from '../../../features/invitations';
import { MessagesModule } from '../../../features/messages';
import { SchemeModule } from '../../../features/scheme';
import { ContentModule } from '../content/content.module';
import { SessionModule } from '../session/session.module';
import { CareController } from './care.controller';
import { ClipsController } from './clips.controller';
import { CustodyController } from './custody.controller';
import { DisclosureBundlesController } from './disclosure-bundles.controller';
import { DisclosureDecisionsController } from './disclosure-decisions.controller';
import { DisclosureIssuesController } from './disclosure-issues.controller';
import { DisclosureSchedulesController } from './disclosure-schedules.controller';
import { ExhibitsController } from './exhibits.controller';
import { FootageController } from './footage.controller';
import { InvestigationsController } from './investigations.controller';
import { InvitationsController } from './invitations.controller';
import { MessagesController } from './messages.controller';
import { OfficersController } from './officers.controller';
import { OpenApiController, OpenApiHolder } from './openapi.controller';
import { SchemeController } from './scheme.controller';
import { SessionController } from './session.controller';
import { TimesController } from './times.controller';

@Module({
  imports: [
    IdentityModule,
    InvestigationsModule,
    InvitationsModule,
    CareModule,
    IncidentsModule,
    ReviewModule,
    DisclosureModule,
    IssueModule,
    SentFootageModule,
    SessionModule,
    MessagesModule,
    SchemeModule,
    ContentModule,
  ],
  controllers: [
    SessionController,
    OfficersController,
    InvestigationsController,
    InvitationsController,
    CareController,
    ClipsController,
    ExhibitsController,
    FootageController,
    TimesController,
    CustodyController,
    DisclosureDecisionsController,
    DisclosureSchedulesController,
    DisclosureBundlesController,
    DisclosureIssuesController,
    MessagesController,
    SchemeController,
    OpenApiController,
  ],
  providers: [OpenApiHolder],
  exports: [OpenApiHolder],
})
export class ApiModule {}
