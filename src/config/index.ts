export { BadConfiguration, loadConfig, type Config } from './config';
