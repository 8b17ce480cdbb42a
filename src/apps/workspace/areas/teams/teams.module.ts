import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../../features/identity';
import { InvestigationsModule } from '../../../../features/investigations';
import { TeamsController } from './teams-api.controller';
import { TeamPagesController } from './teams-pages.controller';

@Module({
  imports: [IdentityModule, InvestigationsModule],
  controllers: [TeamsController, TeamPagesController],
})
export class TeamsArea {}
