import type { Config } from '../config';

/** Where a process that people reach gives its figures; undefined: nowhere. */
export function metricsOf(process: 'intake' | 'workspace', config: Config) {
  const { metricsPort: port } = config[process];
  return port === undefined ? undefined : { process, host: config.metricsHost, port };
}
