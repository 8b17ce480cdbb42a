import { Module } from '@nestjs/common';
import { DisclosureModule, IssueModule } from '../../../features/disclosure';
import { ConductModule } from '../../../features/conduct';
import { CareModule } from '../../../features/consent';
import { IncidentsModule } from '../../../features/diary';
import { MarkersModule, ReviewModule, StillsModule } from '../../../features/evidence';
import { SentFootageModule } from '../../../features/footage';
import { EmergencyModule } from '../../../features/emergency';
import { IdentityModule } from '../../../features/identity';
import { InvestigationsModule } from '../../../features/investigations';
import { InvitationsModule } from '../../../features/invitations';
import { MessagesModule } from '../../../features/messages';
import { RetentionModule } from '../../../features/retention';
import { SchemeModule } from '../../../features/scheme';
import { SentSealsModule } from '../../../features/seals';
import { CustodyViewModule } from '../custody/custody.module';
import { WorkModule } from '../../../features/work';
import { ContentModule } from '../content/content.module';
import { SessionModule } from '../session/session.module';
import { AdditionsController } from './additions.controller';
import { AuditController } from './audit.controller';
import { CareController } from './care.controller';
import { EmergencyController } from './emergency.controller';
import { OwnSessionsController } from './own-sessions.controller';
import { SecondFactorController } from './second-factor.controller';
import { ClipsController } from './clips.controller';
import { ConductController } from './conduct.controller';
import { CustodyController } from './custody.controller';
import { DisclosureBundlesController } from './disclosure-bundles.controller';
import { DisclosureDecisionsController } from './disclosure-decisions.controller';
import { DisclosureIssuesController } from './disclosure-issues.controller';
import { DisclosureSchedulesController } from './disclosure-schedules.controller';
import { ExhibitPapersController } from './exhibit-papers.controller';
import { ExhibitsController } from './exhibits.controller';
import { FootageController } from './footage.controller';
import { InvestigationsController } from './investigations.controller';
import { InvitationsController } from './invitations.controller';
import { MessagesController } from './messages.controller';
import { LogChecksController } from './log-checks.controller';
import { OccasionsController } from './occasions.controller';
import { OfficersController } from './officers.controller';
import { OpenApiController, OpenApiHolder } from './openapi.controller';
import { OrdersController } from './orders.controller';
import { DisposalsController } from './disposals.controller';
import { RetentionController } from './retention.controller';
import { SchemeController } from './scheme.controller';
import { SessionController } from './session.controller';
import { TeamsController } from './teams.controller';
import { TimesController } from './times.controller';
import { TriageApiController } from './triage.controller';
import { LogAlarmsController } from './log-alarms.controller';
import { WitnessesController } from './witnesses.controller';
import { WorkController } from './work.controller';
import { WatchingController } from './watching.controller';

@Module({
  imports: [
    IdentityModule,
    EmergencyModule,
    InvestigationsModule,
    InvitationsModule,
    CareModule,
    ConductModule,
    IncidentsModule,
    ReviewModule,
    WorkModule,
    StillsModule,
    MarkersModule,
    DisclosureModule,
    IssueModule,
    SentFootageModule,
    SentSealsModule,
    SessionModule,
    MessagesModule,
    RetentionModule,
    SchemeModule,
    ContentModule,
    CustodyViewModule,
  ],
  controllers: [
    SessionController,
    OwnSessionsController,
    SecondFactorController,
    EmergencyController,
    OfficersController,
    TeamsController,
    InvestigationsController,
    InvitationsController,
    CareController,
    ClipsController,
    TriageApiController,
    WorkController,
    AdditionsController,
    ExhibitsController,
    ExhibitPapersController,
    FootageController,
    TimesController,
    WatchingController,
    ConductController,
    OccasionsController,
    OrdersController,
    RetentionController,
    DisposalsController,
    LogChecksController,
    LogAlarmsController,
    WitnessesController,
    CustodyController,
    AuditController,
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
