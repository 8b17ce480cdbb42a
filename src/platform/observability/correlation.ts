import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** Random, so that it says nothing of the person or the time. A public caller's own id is never taken. */
export const newCorrelationId = (): string => randomUUID();

/** Everything that `work` awaits or logs carries `id`. */
export const withCorrelation = <T>(id: string, work: () => T): T => current.run(id, work);

/** The id of the request or job at hand; undefined outside of one. */
export const correlationId = (): string | undefined => current.getStore();
