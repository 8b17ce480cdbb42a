import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HerNotesService } from './her-notes.service';
import { NoteRepository } from './note.repository';
import { NotesService } from './notes.service';
import { NoteEntity, NotePutAwayEntity } from './note.entity';

const entities = TypeOrmModule.forFeature([NoteEntity, NotePutAwayEntity]);

/** The officers' side. */
@Module({ imports: [entities], providers: [NotesService, NoteRepository], exports: [NotesService] })
export class NotesModule {}

/** The victim's side. */
@Module({ imports: [entities], providers: [HerNotesService, NoteRepository], exports: [HerNotesService] })
export class HerNotesModule {}
