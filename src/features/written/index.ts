export {
  DOUBT_WORDS,
  DOUBTS,
  line,
  WRITTEN_KIND_WORDS,
  WRITTEN_KINDS,
  type Doubt,
  type WrittenKind,
  type WrittenLine,
} from './domain/content';
export { lockWritten } from './jobs';
export { WrittenLockService } from './lock.service';
export { WrittenLockModule, WrittenModule } from './written.module';
export type { WrittenItem } from './written.repository';
export { WrittenService, type PaperMade } from './written.service';
