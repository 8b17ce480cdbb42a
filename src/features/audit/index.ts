export { AuditModule } from './audit.module';
export type { AuditEvent, TrailLine } from './audit.repository';
export { AuditService, NotFoundByName } from './audit.service';
export { CheckingModule } from './checks/checking.module';
export { CheckingService } from './checks/checking.service';
export type { LogCheck } from './checks/checks.repository';
export { ChecksService } from './checks/checks.service';
export { checkLog } from './checks/jobs';
export { timeOfId, type AuditSearch } from './domain/search';
