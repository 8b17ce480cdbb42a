export { CorrectedMeanwhile, NothingToCorrect, NotUndone } from './corrections.errors';
export { CorrectionsService, wordsRead, type ExhibitWords } from './corrections.service';
