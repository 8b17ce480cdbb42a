import { stat } from 'node:fs/promises';
import type { Config } from '../../../config';
import { whyNotPresent } from '../../../kernel/law';
import { fine, problem, reason, type Finding } from './finding';

const NAME = 'film of the notice in BSL';

/** Whether the victim is shown the film that is named, and signs the notice as it is now. */
export async function film({
  intake: { bsl },
}: {
  readonly intake: Pick<Config['intake'], 'bsl'>;
}): Promise<Finding[]> {
  if (bsl === undefined) return [fine(NAME, 'none is named (INTAKE_BSL_VIDEO)')];
  const { video, captions, notice } = bsl;
  const old = whyNotPresent(notice);
  if (old !== undefined)
    return [
      problem(
        NAME,
        `${video} is not shown: ${old}`,
        'compare the film with the notice; where it says the same, name the present version in INTAKE_BSL_NOTICE and start again, else have a new film made',
      ),
    ];
  for (const file of [video, captions]) {
    const missing = await stat(file).then(() => undefined, reason);
    if (missing !== undefined)
      return [problem(NAME, `is not shown: ${missing}`, 'put film and captions where INTAKE_BSL_VIDEO says')];
  }
  return [fine(NAME, `${video} signs version ${notice}, the present one`)];
}
