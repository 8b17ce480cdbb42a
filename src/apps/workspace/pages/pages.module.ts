import { Module } from '@nestjs/common';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { InvestigationsModule } from '../../../features/investigations';
import { InvitationsModule } from '../../../features/invitations';
import { SessionModule } from '../session/session.module';
import { ClipPage } from './clip-page';
import { ClipViews } from './clip-view';
import { ClipController } from './clip.controller';
import { ExhibitController } from './exhibit.controller';
import { HistoryViews } from './history-view';
import { HomeController } from './home.controller';
import { InvestigationViews } from './investigation-view';
import { InvestigationController } from './investigation.controller';
import { InvitationController } from './invitation.controller';
import { OfficerAccountsController } from './officers.controller';
import { SignInController } from './sign-in.controller';
import { TriageController } from './triage.controller';

@Module({
  imports: [IdentityModule, InvestigationsModule, InvitationsModule, ReviewModule, SessionModule],
  controllers: [
    SignInController,
    HomeController,
    InvestigationController,
    InvitationController,
    ClipController,
    TriageController,
    ExhibitController,
    OfficerAccountsController,
  ],
  providers: [InvestigationViews, ClipViews, ClipPage, HistoryViews],
})
export class PagesModule {}
