import type {
  EmergencyId,
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
  MarkerId,
  LinkId,
  OfficerId,
  ScheduleId,
  ViewingId,
} from '../../../../kernel/ids';
import { idOf } from './common';

/** Schemas of the identifiers in addresses. */
export const ids = {
  bundle: idOf<BundleId>(),
  clip: idOf<ClipId>(),
  emergency: idOf<EmergencyId>(),
  concern: idOf<ConcernId>(),
  doorbell: idOf<DoorbellId>(),
  event: idOf<EventId>(),
  exhibit: idOf<ExhibitId>(),
  incident: idOf<IncidentId>(),
  investigation: idOf<InvestigationId>(),
  invitation: idOf<InvitationId>(),
  issue: idOf<IssueId>(),
  link: idOf<LinkId>(),
  marker: idOf<MarkerId>(),
  officer: idOf<OfficerId>(),
  schedule: idOf<ScheduleId>(),
  viewing: idOf<ViewingId>(),
} as const;
