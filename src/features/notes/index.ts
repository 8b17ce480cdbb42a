export { DECLINE_NOTES, type DeclineNote, type NoteKind } from './domain/note';
export { HerNotesService } from './her-notes.service';
export type { HerNote } from './note.repository';
export { HerNotesModule, NotesModule } from './notes.module';
export { NotesService } from './notes.service';
