import type { Config } from '../../config';
import { KNOWN_RETENTION, type Retentions } from './domain/deletion';
import { HOURS_A_DAY, KEPT, type Kept } from './domain/kept';
import { isMake, MAKES, type Make } from './domain/make';

/** Entries that name no make are passed over. */
const ofTheOperator = ({ footage }: Config): Retentions =>
  Object.fromEntries(Object.entries(footage.retention).filter(([make]) => isMake(make)));

/** What is known, and above it what the operator knows. */
export const retentionsOf = (config: Config): Retentions => ({
  ...KNOWN_RETENTION,
  ...ofTheOperator(config),
});

/** The same in full, for the pages that tell of every make. */
export function keptBy(config: Config): Readonly<Record<Make, Kept>> {
  const own = ofTheOperator(config);
  const kept = MAKES.map((make): [Make, Kept] => {
    const said = own[make];
    if (said === undefined) return [make, KEPT[make]];
    const figures = { usual: said.days * HOURS_A_DAY, longest: said.longestDays * HOURS_A_DAY };
    return [make, { ...KEPT[make], ...figures, shortest: null, read: null }];
  });
  return Object.fromEntries(kept) as Record<Make, Kept>;
}
