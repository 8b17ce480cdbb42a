import { Module } from '@nestjs/common';
import { ConductModule } from '../../../features/conduct';
import { CareModule } from '../../../features/consent';
import { IncidentsModule } from '../../../features/diary';
import { DisclosureModule, IssueModule } from '../../../features/disclosure';
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
import { ContentModule } from '../content/content.module';
import { WorkModule } from '../../../features/work';
import { SessionModule } from '../session/session.module';
import { AdditionPagesController } from './additions.controller';
import { AuditPagesController } from './audit.controller';
import { BundlePages } from './bundle-pages';
import { CarePagesController } from './care.controller';
import { ClipPage } from './clip-page';
import { ClipViews } from './clip-view';
import { ClipController } from './clip.controller';
import { ConductPagesController } from './conduct.controller';
import { DisclosureBundlePagesController } from './disclosure-bundles.controller';
import { DisclosurePage } from './disclosure-page';
import { DisclosureController } from './disclosure.controller';
import { CustodyPage } from './custody-page';
import { CustodyPagesController } from './custody.controller';
import { ExhibitPapersPagesController } from './exhibit-papers.controller';
import { ExhibitController } from './exhibit.controller';
import { ExtensionPagesController } from './extension.controller';
import { HistoryViews } from './history-view';
import { HomeController } from './home.controller';
import { IncidentPagesController } from './incidents.controller';
import { InvestigationDetailsController } from './investigation-details.controller';
import { InvestigationListController } from './investigation-list.controller';
import { InvestigationViews } from './investigation-view';
import { InvestigationController } from './investigation.controller';
import { InvitationController } from './invitation.controller';
import { NewInvitationController } from './new-invitation.controller';
import { IssuePagesController } from './issues.controller';
import { IssuesPage } from './issues-page';
import { MessagePagesController } from './messages.controller';
import { LogCheckPagesController } from './log-checks.controller';
import { OccasionPagesController } from './occasion.controller';
import { OfficerAccountsController } from './officers.controller';
import { ItemRetentionController } from './item-retention.controller';
import { ItemRetentionPage } from './item-retention-page';
import { RetentionPagesController } from './retention.controller';
import { SchemePagesController } from './scheme.controller';
import { ConfirmController } from './confirm.controller';
import { EmergencyPagesController } from './emergency.controller';
import { ProviderController } from './provider.controller';
import { OwnSessionsPagesController } from './own-sessions.controller';
import { SecondFactorPagesController } from './second-factor.controller';
import { QueueController } from './queue.controller';
import { QueuePage } from './queue-page';
import { SubmissionController } from './submission.controller';
import { SignInController } from './sign-in.controller';
import { TeamPagesController } from './teams.controller';
import { TimesPagesController } from './times.controller';
import { TimeViews } from './time-view';
import { TriageController } from './triage.controller';
import { WorkPagesController } from './work.controller';
import { WatchingPagesController } from './watching.controller';
import { WatchingViews } from './watching-view';

@Module({
  imports: [
    IdentityModule,
    EmergencyModule,
    InvestigationsModule,
    InvitationsModule,
    CareModule,
    ConductModule,
    IncidentsModule,
    DisclosureModule,
    IssueModule,
    ReviewModule,
    WorkModule,
    StillsModule,
    MarkersModule,
    SentFootageModule,
    SentSealsModule,
    MessagesModule,
    RetentionModule,
    SchemeModule,
    SessionModule,
    ContentModule,
    CustodyViewModule,
  ],
  controllers: [
    SignInController,
    ProviderController,
    ConfirmController,
    OwnSessionsPagesController,
    SecondFactorPagesController,
    EmergencyPagesController,
    HomeController,
    WorkPagesController,
    InvestigationListController,
    InvestigationController,
    InvestigationDetailsController,
    InvitationController,
    NewInvitationController,
    CarePagesController,
    IncidentPagesController,
    ClipController,
    TriageController,
    QueueController,
    SubmissionController,
    TimesPagesController,
    WatchingPagesController,
    ConductPagesController,
    RetentionPagesController,
    ItemRetentionController,
    OccasionPagesController,
    ExhibitController,
    AdditionPagesController,
    CustodyPagesController,
    LogCheckPagesController,
    AuditPagesController,
    ExhibitPapersPagesController,
    DisclosureController,
    DisclosureBundlePagesController,
    IssuePagesController,
    OfficerAccountsController,
    TeamPagesController,
    ExtensionPagesController,
    MessagePagesController,
    SchemePagesController,
  ],
  providers: [
    InvestigationViews,
    TimeViews,
    WatchingViews,
    ClipViews,
    ClipPage,
    QueuePage,
    HistoryViews,
    DisclosurePage,
    BundlePages,
    CustodyPage,
    IssuesPage,
    ItemRetentionPage,
  ],
})
export class PagesModule {}
