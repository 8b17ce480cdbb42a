export { AccessService, type ContentSource } from './access.service';
export type { Rendition, SentClip } from './clip.repository';
export { CONTENTS, RENDITION_KINDS, type Content, type Purpose, type RenditionKind } from './domain/content';
export { areInitials, refInFileName } from './domain/exhibit-ref';
export { AlreadyTriaged, NoRendition, NotYetMaster, ReasonNeeded } from './evidence.errors';
export type { Exhibit } from './exhibit.repository';
export { ReviewModule } from './review.module';
export type { Ticket } from './ticket.repository';
export { TriageService, type Acceptance } from './triage.service';
