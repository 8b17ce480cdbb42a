export { TimeStampAuthority } from './authority';
export { TokenRefused, type TimeStamp } from '../../../platform/time-stamps';
export { stampCheckpoint } from './jobs';
export { TimestampsModule } from './timestamps.module';
export { TimestampsService } from './timestamps.service';
