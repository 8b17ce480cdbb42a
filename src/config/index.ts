export { BadConfiguration, loadConfig, type Config } from './config';
export { PROCESSES, type ProcessName, settingsOf, surroundings } from './processes';
export { INTERNAL_SECRET_HEADER } from './recipients';
export { SETTINGS_FILE } from './settings-file';

/** Injection token of the Config. */
export const CONFIG = Symbol('Config');
export { useTemporaryFolder } from './temporary-folder';
export { ownVersion } from './version';
