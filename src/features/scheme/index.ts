export type { Figures } from './domain/figures';
export { FATES, namesDevice, PERSON, personNumber, RISKS, STATES, CHANGES } from './domain/register';
export { figuresCsv, pounds, registerCsv } from './domain/tables';
export { SchemeModule } from './scheme.module';
export type { RecordedEntry, Registered } from './scheme.repository';
export { SchemeService } from './scheme.service';
