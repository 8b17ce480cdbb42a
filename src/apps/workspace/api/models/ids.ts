import type {
  ClipId,
  EventId,
  ExhibitId,
  InvestigationId,
  InvitationId,
  OfficerId,
  ViewingId,
} from '../../../../kernel/ids';
import { idOf } from './common';

/** Schemas of the identifiers in addresses. */
export const ids = {
  clip: idOf<ClipId>(),
  event: idOf<EventId>(),
  exhibit: idOf<ExhibitId>(),
  investigation: idOf<InvestigationId>(),
  invitation: idOf<InvitationId>(),
  officer: idOf<OfficerId>(),
  viewing: idOf<ViewingId>(),
} as const;
