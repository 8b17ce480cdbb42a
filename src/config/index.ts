export { BadConfiguration, loadConfig, type Config } from './config';
export { environmentOf, PROCESSES, type ProcessName, surroundings } from './processes';

/** Injection token of the Config. */
export const CONFIG = Symbol('Config');
export { useTemporaryFolder } from './temporary-folder';
