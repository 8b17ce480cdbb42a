export type { AxisItem } from './axis/axis.repository';
export { AxisService, STEPS, type Axis } from './axis/axis.service';
export { moved, scaled, SHORTEST, stepOf, type Range } from './axis/zoom';
export {
  chronologyLines,
  chronologyPdf,
  nameOf,
  occasionLines,
  orderLines,
  orderList,
  orderText,
  toldBy,
} from './chronology-pdf';
export { following, inForceAt, isLoose, occasionSeen, sharedBy, withoutParts } from './conduct';
export type { Conduct, Occasion, Part, Proposal } from './conduct';
export { ConductModule } from './conduct.module';
export type { DecisionRow, OrderRow } from './conduct.repository';
export { ConductService } from './conduct.service';
export type { OccasionChanges } from './occasion-changes';
export { ORDER_KINDS, ORDER_ROUTES, ORDER_WORDS, originText, ROUTE_WORDS } from './domain/order';
export type { Series, Week } from './domain/series';
export {
  dayText,
  gapText,
  laterText,
  momentText,
  occasionNumbers,
  partText,
  sharedLines,
  sourceText,
  standingOf,
  whenOfOccasion,
  type Standing,
} from './words';
