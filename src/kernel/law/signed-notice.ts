import { versionOf } from './register';

/**
 * Why a film of the notice is not the present one's; `undefined`: it is. Other words are another version (the register holds a hash of them),
 * so a film that says which version it signs is never taken for one of words that have changed since.
 * @param signed the version that whoever set the film up read off the notice
 */
export function whyNotPresent(signed: string): string | undefined {
  const now = versionOf('notice');
  if (signed === now) return undefined;
  return signed === ''
    ? `INTAKE_BSL_NOTICE does not say which version of the notice it signs (the present one is ${now})`
    : `it signs version ${signed} of the notice (INTAKE_BSL_NOTICE), and the present one is ${now}`;
}
