export { bootstrapDatabase, databaseGrants, type RoleName } from './bootstrap';
export { openDatabase, type Entity } from './data-source';
export { Database, Transaction, type Scope } from './database';
export { migrateDown, migrateUp, migrationsDone } from './migrate';
