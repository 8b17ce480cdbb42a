export { bootstrapDatabase, databaseGrants, type RoleName } from './bootstrap';
export { openDatabase } from './data-source';
export { Database, Transaction, type Scope } from './database';
export { DatabaseModule } from './database.module';
export { migrateDown, migrateUp, migrationsDone } from './migrate';
export { IDENTITY, safeInteger } from './columns';
