import type { Binding } from './binding';
import type { Fault } from './faults';
import type { Doubt } from './trust';

/** Whether the file is as it was when it was sealed. `unchecked`: this program cannot tell. */
export const INTEGRITIES = ['unchanged', 'changed', 'unchecked'] as const;
export type Integrity = (typeof INTEGRITIES)[number];

/** Whether the operator trusts who sealed it. `no-list`: the operator has named nobody. */
export const TRUSTS = ['trusted', 'not-trusted', 'no-list', 'unchecked'] as const;
export type Trust = (typeof TRUSTS)[number];

/** What a file's seal says, and whether it holds. */
export interface SealReading {
  readonly integrity: Integrity;
  readonly trust: Trust;
  /** Why it is not `unchanged`. */
  readonly fault: Fault | null;
  /** Why it is `not-trusted`. */
  readonly doubt: Doubt | null;
  readonly binding: Binding | null;
  /** SHA-256 of the seal's bytes, in hexadecimal, where they could be read. */
  readonly manifest: string | null;
  /** SHA-256 of the certificate whose key signed it. From here on `null` unless its signature holds. */
  readonly certificate: string | null;
  /** Whom the certificate is for. */
  readonly name: string | null;
  readonly organisation: string | null;
  /** The program that wrote the seal, as it says. */
  readonly generator: string | null;
  /** When a time-stamping authority that the operator trusts saw it; ISO 8601. */
  readonly stampedAt: string | null;
}

export const UNCHECKED: SealReading = {
  ...{
    integrity: 'unchecked',
    trust: 'unchecked',
    fault: 'reader',
    doubt: null,
    binding: null,
    manifest: null,
  },
  ...{ certificate: null, name: null, organisation: null, generator: null, stampedAt: null },
};
