export { NothingToCorrect, NotUndone } from './corrections.errors';
export { CorrectionsService, type ExhibitWords } from './corrections.service';
