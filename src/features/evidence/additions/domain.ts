import { DomainError } from '../../../kernel/errors';
import type { ClipId, InvestigationId } from '../../../kernel/ids';

/** What officers add themselves. */
export const ADDITION_KINDS = [
  'photograph',
  'screenshot',
  'document',
  'forensic-marking',
  'phone-screening',
  'recording',
  'other',
] as const;
export type AdditionKind = (typeof ADDITION_KINDS)[number];

export const ADDITION_WORDS: Readonly<Record<AdditionKind, string>> = {
  photograph: 'Photograph',
  screenshot: 'Screenshot',
  document: 'Document',
  'forensic-marking': 'Forensic marking result',
  'phone-screening': 'Phone screening report',
  recording: 'Recording from elsewhere',
  other: 'Something else',
};

export interface AdditionDetails {
  readonly kind: AdditionKind;
  /** Two to four capital letters, before the number of the reference. */
  readonly initials: string;
  readonly producerName: string;
  readonly description: string;
}

export interface NewAddition extends AdditionDetails {
  /** Chosen by whoever asks: the same request again adds nothing. */
  readonly id: ClipId;
  readonly investigationId: InvestigationId;
}

/** The id of the request was used before for something else. */
export class AdditionIdTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'addition-id-taken';
  constructor() {
    super(
      'Nothing was added: this form was used before, for another file or with other words. Open it again, and add the item there.',
    );
  }
}
