export { wantedBy } from './domain/search';
export {
  detailsSeen,
  headingSeen,
  type Details,
  type Heading,
  type Investigation,
} from './investigation.repository';
export type { Filter } from './investigation.search';
export { LastMember, UrnTaken } from './investigations.errors';
export { InvestigationsModule } from './investigations.module';
export { InvestigationsService, type NewInvestigation } from './investigations.service';
export type { Member } from './member.repository';
export type { Linked } from './link.repository';
export { ListCopiesService } from './list-copies.service';
export { LinksService } from './links.service';
export { TeamsService, type Team } from './teams.service';
