export { chronologyLines, chronologyPdf } from './chronology-pdf';
export { following, inForceAt, isLoose } from './conduct';
export type { Conduct, Occasion, Part, Proposal } from './conduct';
export { ConductModule } from './conduct.module';
export type { DecisionRow, OrderRow } from './conduct.repository';
export { ConductService } from './conduct.service';
export { ORDER_KINDS, ORDER_WORDS } from './domain/order';
export type { Series, Week } from './domain/series';
export { dayText, gapText, momentText, partText, sourceText, standingOf, type Standing } from './words';
