import type { Branded, BundleId, ClipId, InvestigationId, SubmissionId } from '../kernel/ids';
import type { SubjectKind } from './events/define';

/** A chain of its own: a clip, an investigation, a bundle, or the service for what concerns none of them (sign-ins). */
export type SubjectOf<Kind extends SubjectKind> = Branded<`${Kind}:${string}`, 'Subject'>;
export type Subject = SubjectOf<SubjectKind>;
export const clipSubject = (id: ClipId): SubjectOf<'clip'> => `clip:${id}` as SubjectOf<'clip'>;
export const investigationSubject = (id: InvestigationId): SubjectOf<'investigation'> =>
  `investigation:${id}` as SubjectOf<'investigation'>;
/** What goes along in the bundle itself: the chain of the investigation would tell its reader how much is withheld. */
export const bundleSubject = (id: BundleId): SubjectOf<'bundle'> => `bundle:${id}` as SubjectOf<'bundle'>;
/** What the victim takes away: a chain of the investigation would tell whoever finds it how much happened there. */
export const receiptSubject = (id: SubmissionId): SubjectOf<'receipt'> =>
  `receipt:${id}` as SubjectOf<'receipt'>;
export const SERVICE_SUBJECT = 'service:lintel' as SubjectOf<'service'>;

export interface Actor {
  readonly kind: 'victim' | 'officer' | 'service' | 'recipient';
  /** An id, never a name: an officer's, an invitation's (for a victim, or who else holds a private link), a process name (for the service). */
  readonly id: string;
}
