export { transcriptLine, transcriptLines, type Line } from './domain/lines';
export { asTyped, readTyped, shownTime } from './domain/typed';
export type { TranscriptHead, TranscriptRow as Transcript, TranscriptState } from './transcripts.repository';
export { TranscriptsModule } from './transcripts.module';
export { typedBy, type Typed } from './domain/head';
export { hasTyped, TranscriptsService, type ExportedAs } from './transcripts.service';
