export { EntryChanged, IncidentSent, TooManyIncidents } from './diary.errors';
export { DiaryModule, IncidentsModule } from './diary.module';
export type { Incident } from './diary.repository';
export { DiaryService, MOST_DRAFTS, type SentIncident } from './diary.service';
export {
  answers,
  LONGEST,
  QUESTIONS,
  type Answers,
  type Detail,
  type Question,
  type WhenAnswer,
} from './domain/answers';
export { incidentName } from './domain/name';
export { linesOf, wordsBeside, type Line, type LineWords } from './domain/lines';
export { DIARY_WORDS } from './officers-words';
export { entriesFingerprint } from './domain/shown';
export { readWhen, whenNow, whenOf, whenProblem, type ReadWhen, type WhenProblem } from './domain/when';
export { fingerprintOf, judged, standingTo, type Standing, type WritingPage } from './domain/writing-page';
export type { SentIncidentRow } from './incidents.repository';
export { IncidentsService } from './incidents.service';
