import { collectDefaultMetrics, Registry } from 'prom-client';

/** Registry with Node's own figures (memory, event loop, garbage collection), labelled with the process. */
export function createRegistry(process: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry, prefix: 'lintel_' });
  return registry;
}
