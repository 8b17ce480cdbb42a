import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConsentModule } from '../consent';
import { DiaryModule } from '../diary';
import { DraftsService } from './drafts.service';
import { ReceiptRepository } from './receipt.repository';
import { SendingService } from './sending.service';
import { SubmissionRepository } from './submission.repository';
import { ReceiptEntity, SubmissionEntity } from './submission.entity';

const entities = TypeOrmModule.forFeature([ReceiptEntity, SubmissionEntity]);

@Module({
  imports: [entities, ConsentModule, DiaryModule],
  providers: [DraftsService, SendingService, SubmissionRepository, ReceiptRepository],
  exports: [DraftsService, SendingService],
})
export class SubmissionsModule {}
