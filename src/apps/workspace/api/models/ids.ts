import type {
  BundleId,
  ClipId,
  ConcernId,
  DoorbellId,
  EventId,
  ExhibitId,
  IncidentId,
  InvestigationId,
  InvitationId,
  IssueId,
  OfficerId,
  ScheduleId,
  ViewingId,
} from '../../../../kernel/ids';
import { idOf } from './common';

/** Schemas of the identifiers in addresses. */
export const ids = {
  bundle: idOf<BundleId>(),
  clip: idOf<ClipId>(),
  concern: idOf<ConcernId>(),
  doorbell: idOf<DoorbellId>(),
  event: idOf<EventId>(),
  exhibit: idOf<ExhibitId>(),
  incident: idOf<IncidentId>(),
  investigation: idOf<InvestigationId>(),
  invitation: idOf<InvitationId>(),
  issue: idOf<IssueId>(),
  officer: idOf<OfficerId>(),
  schedule: idOf<ScheduleId>(),
  viewing: idOf<ViewingId>(),
} as const;
