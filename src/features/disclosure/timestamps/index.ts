export { TimeStampAuthority } from './authority';
export { TokenRefused, type TimeStamp } from './domain/time-stamp';
export { stampCheckpoint } from './jobs';
export { TimestampsModule } from './timestamps.module';
export { TimestampsService } from './timestamps.service';
