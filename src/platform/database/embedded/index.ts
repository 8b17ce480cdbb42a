export { baseBackup, type BaseBackup } from './base-backup';
export {
  adminUrl,
  roleUrl,
  runningPort,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './embedded-postgres';
export { EmbeddedDatabaseUnavailable } from './errors';
export { run } from './run';
export { findPlace } from './place';
