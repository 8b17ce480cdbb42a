export { reliable, type Act } from './acts';
export { applicationLines, applicationPdf, titleOf, type Still } from './application-pdf';
export { ApplicationsModule } from './applications.module';
export type { ApplicationHead, Kept } from './applications.repository';
export { ApplicationsService, type Application, type Saving } from './applications.service';
export {
  APPLICATION_KINDS,
  AREA_GROUNDS,
  CONDITION_WORDS,
  CONDITIONS,
  DURATIONS,
  GROUND_WORDS,
  INTERIM_WORDS,
  KIND_WORDS,
  SHORTEST_MONTHS,
  wantingIn,
  type NewContent,
} from './domain/content';
