import type { Config } from '../../../config';
import { whyNotPresent } from '../../../kernel/law';
import { whyNotShown } from '../../intake/bsl-film';
import { fine, problem, reason, type Finding } from './finding';

const NAME = 'film of the notice in BSL';

const mendOf = (notice: string): string =>
  whyNotPresent(notice) === undefined
    ? 'put film (.mp4) and captions (WebVTT, by the same name in .vtt) where INTAKE_BSL_VIDEO says, and start again'
    : 'compare the film with the notice; where it says the same, name the present version in INTAKE_BSL_NOTICE and start again, else have a new film made';

/** Whether the victim is shown the film that is named, and signs the notice as it is now. */
export async function film({
  intake: { bsl },
}: {
  readonly intake: Pick<Config['intake'], 'bsl'>;
}): Promise<Finding[]> {
  if (bsl === undefined) return [fine(NAME, 'none is named (INTAKE_BSL_VIDEO)')];
  const { video, notice } = bsl;
  const why = await whyNotShown(bsl);
  if (why === undefined) return [fine(NAME, `${video} signs version ${notice}, the present one`)];
  return [problem(NAME, `${video} is not shown: ${reason(why)}`, mendOf(notice))];
}
