import { z } from 'zod';
import { EVENT_TYPES } from '../../../../custody';
import { timeOfId, type AuditSearch, type TrailLine } from '../../../../features/audit';
import type { ClipId, EventId, InvestigationId, OfficerId } from '../../../../kernel/ids';
import { anyObject, id, idOf, moment, pageOf, pageQuery } from '../../shell/inputs/common';
import { ROLES } from '../../../../features/identity';
import { viewOf } from '../../shell/inputs/view';

const day = z.iso.date('Enter a day like 2026-03-01.');

/** Everything that is given must hold. Ids and days only: no name stands in an address. */
export const searchFields = z.strictObject({
  officer: idOf<OfficerId>().optional(),
  investigation: idOf<InvestigationId>().optional(),
  clip: idOf<ClipId>().optional().describe('the item of an exhibit'),
  type: z.enum(EVENT_TYPES, 'Choose a kind of event.').optional(),
  from: day.optional().describe('first day, UTC'),
  until: day.optional().describe('last day, UTC'),
});

export const auditQuery = searchFields.extend(pageQuery<EventId>().shape);

export const searchOf = ({
  officer,
  investigation,
  clip,
  type,
  from,
  until,
}: z.infer<typeof searchFields>): AuditSearch => ({
  officer,
  investigation,
  clip,
  type,
  from,
  until,
});

export const auditEvent = z.strictObject({
  id,
  subject: z.string(),
  seq: z.number().int(),
  at: moment,
  type: z.string(),
  category: z.string(),
  actor: z.strictObject({ kind: z.string(), id: z.string() }),
  officerName: z.string().nullable(),
  investigationId: id.nullable(),
  urn: z.string().nullable(),
  clipId: id.nullable(),
  exhibit: z.string().nullable(),
  detail: anyObject,
  reason: z.string().nullable().describe('why it was done, where a reason was asked for'),
});

export const auditPage = pageOf(auditEvent);

export const auditView = viewOf(auditEvent);

/** What an auditor knows by name, to get its ids. */
export const named = z.strictObject({
  email: z.string().trim().toLowerCase().max(254).default(''),
  urn: z.string().trim().max(60).default(''),
  exhibit: z.string().trim().toUpperCase().max(30).default(''),
});

export const found = z.strictObject({
  officer: id.nullable(),
  investigation: id.nullable(),
  clip: id.nullable(),
});

export const trail = z.strictObject({
  officer: z.strictObject({ id, displayName: z.string(), role: z.enum(ROLES) }),
  events: z.number().int(),
  kinds: z.array(z.strictObject({ type: z.string(), times: z.number().int(), first: moment, last: moment })),
});

export const trailLine = ({ type, times, firstId, lastId }: TrailLine) => ({
  type,
  times,
  first: timeOfId(firstId).toISOString(),
  last: timeOfId(lastId).toISOString(),
});
