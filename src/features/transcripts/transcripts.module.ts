import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WordProgram } from '../../platform/media';
import type { EvidenceStore } from '../../platform/object-store';
import { DamageReports, Originals } from '../evidence';
import { InvestigationsModule } from '../investigations';
import { TranscriptCheckEntity, TranscriptEntity } from './transcript.entity';
import { TranscriptsRepository } from './transcripts.repository';
import { TranscriptsService } from './transcripts.service';
import { ProposingService, WORDS_STORE } from './words/proposing.service';
import { WordProposalEntity } from './words/word-proposal.entity';
import { WordsRepository } from './words/words.repository';
import { WordsService } from './words/words.service';

const entities = TypeOrmModule.forFeature([TranscriptEntity, TranscriptCheckEntity, WordProposalEntity]);

/** What is said in recordings, typed by officers. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [TranscriptsService, TranscriptsRepository, WordsService, WordsRepository],
  exports: [TranscriptsService, WordsService],
})
export class TranscriptsModule {}

/** The worker's side: it lets a program propose words, and sees no transcript. */
@Module({})
export class WordsMakingModule {
  static with(parts: { readonly program: WordProgram; readonly evidence: EvidenceStore }): DynamicModule {
    return {
      module: WordsMakingModule,
      imports: [TypeOrmModule.forFeature([WordProposalEntity])],
      providers: [
        { provide: WordProgram, useValue: parts.program },
        { provide: WORDS_STORE, useValue: parts.evidence },
        DamageReports,
        Originals,
        ProposingService,
        WordsRepository,
      ],
      exports: [ProposingService],
    };
  }
}
