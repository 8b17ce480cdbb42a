/** What a typed code may be, as far as it can be told without knowing what was used before. */
export interface TypedCode {
  /** The time step of a code of the app; null when it is none. */
  readonly step: number | null;
  /** Keyed hash of what has the form of a recovery code; behind it that by the key of before, where there is one. */
  readonly recoveryHash: Buffer | null;
}

export const NO_CODE: TypedCode = { step: null, recoveryHash: null };
