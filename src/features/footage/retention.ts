import type { Config } from '../../config';
import { KNOWN_RETENTION, type Retentions } from './domain/deletion';
import { isMake } from './domain/make';

/** What is known, and above it what the operator knows. Entries that name no make are passed over. */
export const retentionsOf = ({ footage }: Config): Retentions => ({
  ...KNOWN_RETENTION,
  ...Object.fromEntries(Object.entries(footage.retention).filter(([make]) => isMake(make))),
});
