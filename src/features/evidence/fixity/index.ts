import type { Config } from '../../../config';
import type { CustodyLog } from '../../../custody';
import type { Database } from '../../../platform/database';
import type { EvidenceStore } from '../../../platform/object-store';
import { TroubleRepository } from '../trouble.repository';
import { FixityRepository } from './fixity.repository';
import { FixityService } from './fixity.service';

export { FixityRepository } from './fixity.repository';
export { FixityService, type ItemCheck } from './fixity.service';
export { RepairService } from './repair.service';
export { mendFirst } from './mend';
export { StoredReading, type FilesRead, type StoredFile } from './stored-reading';
export { throttled } from './throttle';

export interface FixityParts {
  readonly database: Database;
  readonly evidence: EvidenceStore;
  readonly custody: CustodyLog;
  readonly config: Config;
}

/** For what runs without Nest. */
export const fixityOn = ({ database, evidence, custody, config }: FixityParts): FixityService =>
  new FixityService(database, new FixityRepository(), new TroubleRepository(), custody, evidence, config);
