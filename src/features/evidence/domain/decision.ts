import type { ClipId, ExhibitId, ExhibitRef } from '../../../kernel/ids';
import type { DeclineNote } from '../../notes';

export interface Acceptance {
  /** Two to four capital letters: the initials of the person who exported the clip. Empty: taken from the name. */
  readonly initials: string;
  readonly producerName: string;
  readonly description: string;
}

export interface Refusal {
  /** For the record. The victim does not see it. */
  readonly reason: string;
  /** What the sender sees on their own pages; `none`: nothing. */
  readonly note: DeclineNote | 'none';
}

export interface Registered {
  readonly clipId: ClipId;
  readonly id: ExhibitId;
  readonly reference: ExhibitRef;
}
