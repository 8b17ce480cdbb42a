import type { Undecodable } from '../../platform/media';

/** One run of a job on a clip. */
export interface Attempt {
  readonly signal: AbortSignal;
  /** No other run follows: what fails now is recorded as the reason. */
  readonly last: boolean;
}

/** The decoder made no progress for too long. That may be the file, or a busy machine: another attempt will tell. */
export class DecoderStalled extends Error {
  constructor() {
    super('the decoder made no progress');
    this.name = 'DecoderStalled';
  }
}

/** @throws DecoderStalled while another attempt may show that the machine was busy and the file is good */
export function refuseEarlyStall(found: { readonly kind: string }, attempt: Attempt): void {
  if (!attempt.last && found.kind === 'undecodable' && (found as Undecodable).code === 'stalled')
    throw new DecoderStalled();
}
