import type { ProcessRole } from './people';

type Rights = Readonly<Record<string, string>>;

/** What a process may do whoever acts, also for nobody: none of it belongs to a case. */
export const OF_EVERYBODY: Readonly<Partial<Record<ProcessRole, Rights>>> = {};

/** What each person may do beyond that to the rows of the case, by table. What is not here is refused. */
export const ALLOWED: Readonly<Record<string, Rights>> = {};
