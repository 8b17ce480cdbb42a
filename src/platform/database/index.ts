export { bootstrapDatabase, databaseGrants, type RoleName } from './bootstrap';
export { actingAs, actingNow, type Acting } from './acting';
export { Database, Transaction } from './database';
export { openDatabase } from './data-source';
export { DatabaseModule } from './database.module';
export { migrateDown, migrateUp, migrationsDone } from './migrate';
export { IDENTITY, safeInteger } from './columns';
export { NOW } from './entity-repository';
export { Any, In, IsNull, LessThan, MoreThan, Not } from 'typeorm';
