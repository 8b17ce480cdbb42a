/**
 * Why a seal is not said to hold. `signature`, `assertion` and `content`: something is not as it was sealed. All others: this program
 * cannot tell.
 */
export const FAULTS = [
  'signature',
  'assertion',
  'content',
  'malformed',
  'cut',
  'too-large',
  'too-complex',
  'several-seals',
  'compressed',
  'update',
  'algorithm',
  'no-binding',
  'several-bindings',
  'binding-unknown',
  'left-out',
  'not-embedded',
  'reader',
] as const;
export type Fault = (typeof FAULTS)[number];

const CHANGES: readonly Fault[] = ['signature', 'assertion', 'content'];

/** Whether something is not as it was sealed, rather than out of this program's reach. */
export const isChange = (fault: Fault): boolean => CHANGES.includes(fault);

/** A seal that does not hold, or cannot be checked. The message is for whoever looks into a file. */
export class SealFault extends Error {
  override readonly name = 'SealFault';
  constructor(
    readonly fault: Fault,
    detail = '',
  ) {
    super(detail === '' ? fault : `${fault}: ${detail}`);
  }
}

export const refuse = (fault: Fault, detail = ''): never => {
  throw new SealFault(fault, detail);
};
