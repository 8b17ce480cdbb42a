import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConsentModule } from '../consent';
import { DiaryModule } from '../diary';
import { DraftsService } from './drafts.service';
import { EarlierDraftsService } from './earlier-drafts.service';
import { ReceiptRepository } from './receipt.repository';
import { SendingService } from './sending.service';
import { SubmissionRepository } from './submission.repository';
import { ReceiptEntity, SubmissionEntity } from './submission.entity';

const entities = TypeOrmModule.forFeature([ReceiptEntity, SubmissionEntity]);

@Module({
  imports: [entities, ConsentModule, DiaryModule],
  providers: [DraftsService, EarlierDraftsService, SendingService, SubmissionRepository, ReceiptRepository],
  exports: [DraftsService, EarlierDraftsService, SendingService],
})
export class SubmissionsModule {}
