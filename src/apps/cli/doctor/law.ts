import type { Config } from '../../../config';
import { wantsALook, type Standing } from '../../../kernel/law';
import { standings } from '../law/law';
import { Refusal } from '../refusal';
import { fine, warning, type Finding } from './finding';

const COUNTED: Readonly<Record<Exclude<Standing['state'], 'fresh'>, string>> = {
  unchecked: 'not checked by a person yet',
  due: 'checked too long ago',
  changed: 'found changed, and not followed yet',
  awaited: 'known to have changed or to be coming, and not followed yet',
};

/** Which texts of law, forms and periods a person should compare with their sources. Never a fault of the installation. */
export async function law(config: Config): Promise<Finding[]> {
  const all = await standings(config, new Date()).catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
  if (all instanceof Refusal)
    return [
      warning('law', all.message, 'what was checked is not known: mend the file, or let this user read it'),
    ];
  const wanting = all.filter(({ standing }) => wantsALook(standing));
  const found = `${all.length} provisions, ${wanting.length} want a look`;
  if (wanting.length === 0) return [fine('law', found)];
  const parts = Object.entries(COUNTED).flatMap(([state, words]) => {
    const count = wanting.filter(({ standing }) => standing.state === state).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return [
    warning(
      'law',
      `${found}: ${parts.join(', ')}`,
      'lintel law lists them with their sources; have a person compare them, and record it with lintel law --checked ID --found same --by NAME (docs/law.md)',
    ),
  ];
}
