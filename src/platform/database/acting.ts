import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose session a piece of work runs under: the secret is exchanged for a scope by PostgreSQL at each transaction. */
export type Acting =
  | { readonly kind: 'victim' | 'officer' | 'recipient'; readonly secret: string }
  /** By the owner's connection alone: the operator, on behalf of an officer. */
  | { readonly kind: 'for-officer'; readonly officer: string };

const current = new AsyncLocalStorage<Acting | undefined>();

/**
 * Runs `work` under a person's session; undefined: under none, as the process itself. The acting person comes with the
 * request, not with each call, so that no call can name another one and none can forget it.
 */
export const actingAs = <T>(who: Acting | undefined, work: () => T): T => current.run(who, work);

export const actingNow = (): Acting | undefined => current.getStore();
