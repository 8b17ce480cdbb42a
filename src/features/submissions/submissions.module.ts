import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent';
import { DiaryModule } from '../diary';
import { DraftsService } from './drafts.service';
import { ReceiptRepository } from './receipt.repository';
import { SendingService } from './sending.service';
import { SubmissionRepository } from './submission.repository';

@Module({
  imports: [ConsentModule, DiaryModule],
  providers: [DraftsService, SendingService, SubmissionRepository, ReceiptRepository],
  exports: [DraftsService, SendingService],
})
export class SubmissionsModule {}
