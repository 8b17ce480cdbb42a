import { Module } from '@nestjs/common';
import { HerNotesService } from './her-notes.service';
import { NoteRepository } from './note.repository';
import { NotesService } from './notes.service';

/** The officers' side. */
@Module({ providers: [NotesService, NoteRepository], exports: [NotesService] })
export class NotesModule {}

/** Her side. */
@Module({ providers: [HerNotesService, NoteRepository], exports: [HerNotesService] })
export class HerNotesModule {}
