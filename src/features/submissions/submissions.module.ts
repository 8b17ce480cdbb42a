import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConsentModule } from '../consent';
import { DiaryModule } from '../diary';
import { EntryModule } from '../invitations';
import { ChosenFileEntity } from './chosen-file.entity';
import { ChosenFileRepository } from './chosen-file.repository';
import { ChosenFilesService } from './chosen-files.service';
import { DiscardingService } from './discarding.service';
import { DraftsService } from './drafts.service';
import { EarlierDraftsService } from './earlier-drafts.service';
import { ReceiptRepository } from './receipt.repository';
import { RemovedFilesService } from './removed-files.service';
import { RoomService } from './room.service';
import { SendingService } from './sending.service';
import { SentRecord } from './sent-record';
import { SubmissionRepository } from './submission.repository';
import { ReceiptEntity, SubmissionEntity } from './submission.entity';

const entities = TypeOrmModule.forFeature([ChosenFileEntity, ReceiptEntity, SubmissionEntity]);

@Module({
  imports: [entities, ConsentModule, DiaryModule, EntryModule],
  providers: [
    DraftsService,
    ChosenFilesService,
    RemovedFilesService,
    EarlierDraftsService,
    SendingService,
    DiscardingService,
    RoomService,
    SentRecord,
    SubmissionRepository,
    ChosenFileRepository,
    ReceiptRepository,
  ],
  exports: [
    DraftsService,
    ChosenFilesService,
    RemovedFilesService,
    EarlierDraftsService,
    SendingService,
    DiscardingService,
  ],
})
export class SubmissionsModule {}
