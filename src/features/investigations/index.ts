export { wantedBy } from './domain/search';
export type { Details, Investigation, Member } from './investigation.repository';
export type { Filter } from './investigation.search';
export { LastMember, UrnTaken } from './investigations.errors';
export { InvestigationsModule } from './investigations.module';
export { InvestigationsService, type NewInvestigation } from './investigations.service';
export type { Linked } from './link.repository';
export { LinksService } from './links.service';
export { TeamsService, type Team } from './teams.service';
