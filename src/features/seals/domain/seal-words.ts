import type { KeptSeal } from './kept-seal';

/** Three answers in plain words: who sealed a file, whether it is as it was then, whether the force trusts the signer. */
export interface SealWords {
  readonly who: string;
  readonly unchanged: string;
  readonly trusted: string;
}

/** Said wherever a seal is spoken of: most recordings have none, and none of this is the sender's doing. */
export const KIND_WORDS =
  'Most recordings carry no seal, and apps and telephones often remove one on the way. No seal, or one that cannot be checked, says nothing against the person who gave the file.';

/** Why a seal is not said to hold, after “It cannot be checked: ” or “It has changed: ”. */
const FAULTS: Readonly<Record<string, string>> = {
  signature: 'the signature does not fit the seal',
  assertion: 'a part of the seal is not the one that was signed',
  content: 'the file is not the one that was sealed',
  malformed: 'the seal is not written as the standard asks',
  cut: 'the file ends too early',
  'too-large': 'the seal is larger than this service looks into',
  'too-complex': 'the seal has more parts than this service looks into',
  'several-seals': 'there is more than one',
  compressed: 'it is packed in a way that this service does not read',
  update: 'it only adds to an earlier seal, which this service does not follow',
  algorithm: 'it was made by a method that is not trusted any more, or not known here',
  'no-binding': 'it does not say which bytes it is about',
  'several-bindings': 'it says in two ways which bytes it is about',
  'binding-unknown': 'it says in a way that this service does not know which bytes it is about',
  'left-out': 'it leaves out more of the file than the seal itself, so that part could have been changed',
  reader: 'the program that reads seals could not finish',
};

const DOUBTS: Readonly<Record<string, string>> = {
  expired: 'its certificate did not hold at the time, as far as is known',
  'not-for-sealing': 'its certificate is not one for sealing recordings',
  revoked: 'its certificate has been taken back by whoever issued it',
  'no-way': 'its certificate does not lead to anybody on the list',
};

const NOT_SAID = 'Nothing can be said of the signer.';

function whoOf({ name, organisation, generator }: KeptSeal): string {
  const signer = [name, organisation].filter((each) => each !== null && each !== '').join(', ');
  const by = signer === '' ? 'Sealed by a signer without a name.' : `Sealed by ${signer}.`;
  return generator === null ? by : `${by} Program that wrote it, as it says: ${generator}.`;
}

function unchangedOf({ integrity, fault }: KeptSeal): string {
  const why = FAULTS[fault ?? ''];
  if (integrity === 'unchanged') return 'Unchanged since it was sealed.';
  if (integrity === 'changed')
    return `Not as it was when it was sealed${why === undefined ? '' : `: ${why}`}. Saving a recording again, or sending it through an app, is enough for that.`;
  return `It cannot be checked${why === undefined ? '' : `: ${why}`}.`;
}

function trustedOf({ trust, doubt }: KeptSeal): string {
  if (trust === 'trusted') return 'The signer is one that this force trusts.';
  if (trust === 'no-list')
    return 'The signer is not known to this force: it has no list of signers that it trusts.';
  if (trust === 'not-trusted')
    return `The signer is not known to this force: ${DOUBTS[doubt ?? ''] ?? 'it is not on its list'}.`;
  return NOT_SAID;
}

/** `null` where there is no seal to speak of. */
export function sealWords(seal: KeptSeal): SealWords | null {
  if (seal.integrity === 'none') return null;
  const signed = seal.certificate !== null;
  return {
    who: signed ? whoOf(seal) : 'There is a seal, and who made it cannot be told.',
    unchanged: unchangedOf(seal),
    trusted: trustedOf(seal),
  };
}
