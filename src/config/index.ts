export { BadConfiguration, loadConfig, type Config } from './config';

/** Injection token of the Config. */
export const CONFIG = Symbol('Config');
