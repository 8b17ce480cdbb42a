export { main } from './commands';

/** What the commands load when they are called: the build has V8 make the code of it (scripts/code-of.mjs). */
export const loadAll = (): Promise<unknown> =>
  Promise.all([
    import('./alarms.js'),
    import('./backup/backup.js'),
    import('./backup/bring-back.js'),
    import('./create-officer.js'),
    import('./doctor/doctor.js'),
    import('./fixity.js'),
    import('./jobs.js'),
    import('./keys.js'),
    import('./migrate.js'),
    import('./redaction-check.js'),
    import('./repair.js'),
    import('./repudiate.js'),
    import('./restore.js'),
    import('./verify.js'),
    import('./verify-live.js'),
  ]);
