export { OverviewService, type OverviewLine } from './overview';
export { WORK_KINDS, WORK_MATTERS, type WorkKind, type WorkLine, type WorkMatter } from './queries';
export { WorkModule } from './work.module';
export { WorkService } from './work.service';
