import type { Config } from '../../config';
import { parseWitnessKey } from '../../custody/pure/cosignature';
import type { VerifierKey } from '../../custody/pure/signed-note';

/** Somebody else who watches the log. */
export interface Witness {
  /** Its verifier key (C2SP vkey), as text. */
  readonly text: string;
  readonly key: VerifierKey;
  /** Submission prefix, without a slash at its end. */
  readonly url: string;
}

/** What went wrong when a witness was asked. The first two mean that the log is not what it was. */
export type WitnessTrouble =
  /** It has seen another history than ours. */
  | 'other-history'
  /** It has seen more of the log than there is. */
  | 'log-shorter'
  | 'not-watched'
  | 'key-unknown'
  | 'no-answer'
  | 'wrong-answer';

export const isAlarm = (trouble: string | null): boolean =>
  trouble === 'other-history' || trouble === 'log-shorter';

/** A witness did not cosign. */
export class NotWitnessed extends Error {
  constructor(
    readonly witness: string,
    readonly trouble: WitnessTrouble,
    options?: ErrorOptions,
    /** The size of the log that it has seen, where it said so. */
    readonly standsAt?: number,
  ) {
    super(`the witness ${witness} did not cosign: ${trouble}`, options);
    this.name = 'NotWitnessed';
  }
}

/** @throws Error naming the witness whose key is none */
export const witnessesOf = ({ witnesses }: Config['custody']): Witness[] =>
  witnesses.map(({ key: text, url }) => {
    const key = parseWitnessKey(text);
    if (key === undefined)
      throw new Error(
        `CUSTODY_WITNESSES: ${text.split('+', 1)[0] ?? ''} has no key of a witness (C2SP vkey).`,
      );
    return { text, key, url: url.replace(/\/+$/, '') };
  });
