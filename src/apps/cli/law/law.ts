import type { Config } from '../../../config';
import { isDay, type Day } from '../../../kernel/day';
import { LAW, LAW_DATE, standingOf, wantsALook, type Check, type Standing } from '../../../kernel/law';
import { londonDay } from '../../../kernel/london-day';
import { Refusal } from '../refusal';
import { say } from '../say';
import { addChecks, readChecks } from './checks-file';

export interface LawOptions {
  readonly json?: true;
  /** What was compared with its source: ids, or `all`. */
  readonly checked?: readonly string[];
  readonly found?: string;
  readonly by?: string;
  readonly note?: string;
  readonly on?: string;
}

const words = (standing: Standing): string => {
  switch (standing.state) {
    case 'unchecked':
      return 'not checked by a person yet';
    case 'changed':
      return `found changed on ${standing.check.on} by ${standing.check.by}`;
    case 'awaited':
      return 'not followed yet';
    case 'due':
      return `checked on ${standing.on}, wants another look since ${standing.again}`;
    case 'fresh':
      return `checked on ${standing.on}, until ${standing.again}`;
  }
};

/** Every provision with how it stands today. @throws Refusal */
export async function standings({ law: { checkedFile, checkMonths } }: Config, now: Date) {
  const checks = await readChecks(checkedFile);
  const today = londonDay(now) as Day;
  return LAW.map((provision) => ({
    provision,
    standing: standingOf(provision, checks, today, checkMonths),
  }));
}

/** What can be compared with what the software does. */
const FOLLOWED = LAW.filter(({ kind }) => kind !== 'awaited');

function checksOf({ checked = [], found, by, note, on }: LawOptions, today: Day): Check[] {
  if (found !== 'same' && found !== 'changed')
    throw new Refusal('Say with --found what was found: same or changed.');
  const name = by?.trim() ?? '';
  if (name === '') throw new Refusal('Say with --by who compared it.');
  const why = note?.trim() ?? '';
  if (found === 'changed' && why === '') throw new Refusal('Say with --note what has changed.');
  const day = on ?? today;
  if (!isDay(day) || day > today) throw new Refusal('--on is a day such as 2026-11-27, and not one to come.');
  const ids = checked.includes('all') ? FOLLOWED.map(({ id }) => id) : checked;
  return [...new Set(ids)].map((id) => {
    const provision = LAW.find((one) => one.id === id);
    if (provision === undefined) throw new Refusal(`Nothing is called ${id}: run lintel law for the list.`);
    if (provision.kind === 'awaited')
      throw new Refusal(`${id} is not followed yet: there is nothing to compare.`);
    return { id, version: provision.version, on: day, found, by: name, note: why };
  });
}

/** Lists what of law, forms and periods is followed and how it stands; or records that a person has compared some of it. @throws Refusal */
export async function law(config: Config, options: LawOptions, now: Date = new Date()): Promise<void> {
  if (options.checked !== undefined) {
    const added = checksOf(options, londonDay(now) as Day);
    await addChecks(config.law.checkedFile, added);
    say(`Recorded of ${added.length} in ${config.law.checkedFile}.`);
    return;
  }
  const all = await standings(config, now);
  if (options.json === true) {
    const provisions = all.map(({ provision, standing }) => ({ ...provision, standing }));
    say(JSON.stringify({ register: LAW_DATE, provisions }, null, 2));
    return;
  }
  for (const { provision, standing } of all) {
    const { id, kind, what, version, inForce, source, address } = provision;
    say(`${wantsALook(standing) ? 'look   ' : 'ok     '}  ${id} (${kind}): ${what}`);
    say(
      `         version ${version}; in force since ${inForce ?? 'a day not known here'}; ${words(standing)}`,
    );
    say(`         source: ${source}${address === undefined ? '' : ` (${address})`}`);
  }
  const wanting = all.filter(({ standing }) => wantsALook(standing)).length;
  say(`${all.length} provisions by the register of ${LAW_DATE}, ${wanting} want a look.`);
}
