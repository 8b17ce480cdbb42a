export { bootstrapDatabase, databaseGrants, type RoleName, type RolePasswords } from './bootstrap';
export { makeDataSource, openDatabase, type Entity } from './data-source';
export { Database, Transaction, type Scope } from './database';
export { migrateDown, migrateUp, migrationsDone } from './migrate';
