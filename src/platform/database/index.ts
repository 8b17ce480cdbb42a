export { bootstrapDatabase, databaseGrants, type RoleName } from './bootstrap';
export { openDatabase, type Entity } from './data-source';
export { actingAs, actingNow, type Acting } from './acting';
export { Database, Transaction } from './database';
export { migrateDown, migrateUp, migrationsDone } from './migrate';
