import { AsyncLocalStorage } from 'node:async_hooks';

/** Who asks, as far as taking turns goes: a session, or an address. It opens nothing. */
const current = new AsyncLocalStorage<string>();

/** Whatever `work` asks of PostgreSQL waits behind what the same `asker` has asked, and takes turns with what others ask. */
export const askedBy = <T>(asker: string, work: () => T): T => current.run(asker, work);

export const askerNow = (): string | undefined => current.getStore();
