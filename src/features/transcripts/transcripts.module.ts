import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { TranscriptCheckEntity, TranscriptEntity } from './transcript.entity';
import { TranscriptsRepository } from './transcripts.repository';
import { TranscriptsService } from './transcripts.service';

const entities = TypeOrmModule.forFeature([TranscriptEntity, TranscriptCheckEntity]);

/** What is said in recordings, typed by officers. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [TranscriptsService, TranscriptsRepository],
  exports: [TranscriptsService],
})
export class TranscriptsModule {}
