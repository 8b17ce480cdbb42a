import { readFile } from 'node:fs/promises';
import { anchorsIn } from '../../../platform/seals';
import { fine, problem, type Finding } from './finding';

const NAME = 'makers’ seals';
const CURE = 'put PEM files with the certificates that are to be trusted into C2PA_TRUST_ANCHORS';

/** Whom the operator trusts to seal recordings: whether the files can be read, and whether anything in them still holds. */
export async function trustAnchors(files: readonly string[], now: Date): Promise<Finding> {
  if (files.length === 0)
    return fine(
      NAME,
      'no signers are trusted (C2PA_TRUST_ANCHORS): every seal’s signer is “not known to this force”',
    );
  const all = { good: 0, expired: 0, broken: 0 };
  for (const file of files) {
    const pem = await readFile(file, 'utf8').catch(() => undefined);
    if (pem === undefined) return problem(NAME, `${file} cannot be read`, CURE);
    const { certificates, broken } = anchorsIn(pem);
    if (certificates.length === 0) return problem(NAME, `${file} holds no certificate`, CURE);
    const good = certificates.filter(
      ({ validFrom, validTo }) =>
        Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo),
    );
    all.good += good.length;
    all.expired += certificates.length - good.length;
    all.broken += broken;
  }
  const parts = [
    `${all.good} trusted certificate${all.good === 1 ? '' : 's'}`,
    ...(all.expired > 0 ? [`${all.expired} that no longer or do not yet hold`] : []),
    ...(all.broken > 0 ? [`${all.broken} that cannot be read`] : []),
  ];
  const found = parts.join(', ');
  return all.good === 0 || all.broken > 0 ? problem(NAME, found, CURE) : fine(NAME, found);
}
