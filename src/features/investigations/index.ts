export type { Investigation, Member } from './investigation.repository';
export { LastMember, UrnTaken } from './investigations.errors';
export { InvestigationsModule } from './investigations.module';
export { InvestigationsService, type NewInvestigation } from './investigations.service';
