import { randomBytes, randomUUID } from 'node:crypto';

declare const brand: unique symbol;
/** A primitive that carries its meaning in its type. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type OfficerId = Branded<string, 'OfficerId'>;
/** Of a session, through every secret that it gets. It opens nothing. */
export type SessionFamily = Branded<string, 'SessionFamily'>;
export type PasskeyId = Branded<string, 'PasskeyId'>;
export type InvestigationId = Branded<string, 'InvestigationId'>;
export type LinkId = Branded<string, 'LinkId'>;
export type InvitationId = Branded<string, 'InvitationId'>;
export type SubmissionId = Branded<string, 'SubmissionId'>;
export type IncidentId = Branded<string, 'IncidentId'>;
export type ConcernId = Branded<string, 'ConcernId'>;
export type ClipId = Branded<string, 'ClipId'>;
export type RenditionId = Branded<string, 'RenditionId'>;
export type ExhibitId = Branded<string, 'ExhibitId'>;
/** Also the id of the item and of the exhibit that a still becomes. */
export type StillId = Branded<string, 'StillId'>;
/** Of one version of a redaction; also of the copy that is made of it. */
export type RedactionId = Branded<string, 'RedactionId'>;
/** Of a film of several recordings; also of the rendition that it is. */
export type CompilationId = Branded<string, 'CompilationId'>;
export type MarkerId = Branded<string, 'MarkerId'>;
/** Of one version of a transcript. */
export type TranscriptId = Branded<string, 'TranscriptId'>;
/** Of one look for faces and people in a recording. */
export type FaceSearchId = Branded<string, 'FaceSearchId'>;
/** Of the words that a program proposes for one recording. */
export type WordProposalId = Branded<string, 'WordProposalId'>;
export type ViewingId = Branded<string, 'ViewingId'>;
export type EventId = Branded<string, 'EventId'>;
export type ReviewId = Branded<string, 'ReviewId'>;
export type DecisionId = Branded<string, 'DecisionId'>;
export type ScheduleId = Branded<string, 'ScheduleId'>;
export type BundleId = Branded<string, 'BundleId'>;
export type IssueId = Branded<string, 'IssueId'>;
export type EmergencyId = Branded<string, 'EmergencyId'>;
export type NoteId = Branded<string, 'NoteId'>;
export type MessageId = Branded<string, 'MessageId'>;
export type LogCheckId = Branded<string, 'LogCheckId'>;
export type DoorbellId = Branded<string, 'DoorbellId'>;
export type OccasionId = Branded<string, 'OccasionId'>;
/** Of one clip's or incident's place in an occasion. */
export type PartId = Branded<string, 'PartId'>;
export type OccasionDecisionId = Branded<string, 'OccasionDecisionId'>;
export type OrderId = Branded<string, 'OrderId'>;
/** Of one version of an application for an order. */
export type ApplicationId = Branded<string, 'ApplicationId'>;
export type HoldId = Branded<string, 'HoldId'>;
export type DisposalId = Branded<string, 'DisposalId'>;

export type Sha256Hex = Branded<string, 'Sha256Hex'>;
export type ExhibitRef = Branded<string, 'ExhibitRef'>;
/** The secret of a private link: base64url of 256 random bits. Stored only as a hash. */
export type UrlToken = Branded<string, 'UrlToken'>;

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const SHA256_HEX = /^[0-9a-f]{64}$/;

export const isUuid = (text: string): boolean => UUID.test(text);
export const isSha256Hex = (text: string): text is Sha256Hex => SHA256_HEX.test(text);

/** @throws RangeError unless `text` is 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): Sha256Hex {
  if (!isSha256Hex(text)) throw new RangeError('not a SHA-256 in lower-case hexadecimal');
  return text;
}

/** A random identifier that tells nothing of when it was made. */
export const randomId = <T extends string>(): T => randomUUID() as T;

/** UUID version 7 (RFC 9562 section 5.7): sorts by `milliseconds` since the Unix epoch. */
export function uuidV7<T extends string>(milliseconds: number): T {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  ) as T;
}
