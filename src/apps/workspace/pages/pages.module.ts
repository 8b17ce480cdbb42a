import { Module } from '@nestjs/common';
import { CareModule } from '../../../features/consent';
import { IncidentsModule } from '../../../features/diary';
import { DisclosureModule, IssueModule } from '../../../features/disclosure';
import { ReviewModule } from '../../../features/evidence';
import { SentFootageModule } from '../../../features/footage';
import { IdentityModule } from '../../../features/identity';
import { InvestigationsModule } from '../../../features/investigations';
import { InvitationsModule } from '../../../features/invitations';
import { SchemeModule } from '../../../features/scheme';
import { SessionModule } from '../session/session.module';
import { BundlePages } from './bundle-pages';
import { CarePagesController } from './care.controller';
import { ClipPage } from './clip-page';
import { ClipViews } from './clip-view';
import { ClipController } from './clip.controller';
import { DisclosureBundlePagesController } from './disclosure-bundles.controller';
import { DisclosurePage } from './disclosure-page';
import { DisclosureController } from './disclosure.controller';
import { ExhibitController } from './exhibit.controller';
import { HistoryViews } from './history-view';
import { HomeController } from './home.controller';
import { IncidentPagesController } from './incidents.controller';
import { InvestigationViews } from './investigation-view';
import { InvestigationController } from './investigation.controller';
import { InvitationController } from './invitation.controller';
import { IssuePagesController } from './issues.controller';
import { OfficerAccountsController } from './officers.controller';
import { SchemePagesController } from './scheme.controller';
import { SignInController } from './sign-in.controller';
import { TimesPagesController } from './times.controller';
import { TimeViews } from './time-view';
import { TriageController } from './triage.controller';

@Module({
  imports: [
    IdentityModule,
    InvestigationsModule,
    InvitationsModule,
    CareModule,
    IncidentsModule,
    DisclosureModule,
    IssueModule,
    ReviewModule,
    SentFootageModule,
    SchemeModule,
    SessionModule,
  ],
  controllers: [
    SignInController,
    HomeController,
    InvestigationController,
    InvitationController,
    CarePagesController,
    IncidentPagesController,
    ClipController,
    TriageController,
    TimesPagesController,
    ExhibitController,
    DisclosureController,
    DisclosureBundlePagesController,
    IssuePagesController,
    OfficerAccountsController,
    SchemePagesController,
  ],
  providers: [InvestigationViews, TimeViews, ClipViews, ClipPage, HistoryViews, DisclosurePage, BundlePages],
})
export class PagesModule {}
