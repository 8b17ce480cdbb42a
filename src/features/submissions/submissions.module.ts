import { Module } from '@nestjs/common';
import { EntryModule } from '../invitations';
import { DraftsService } from './drafts.service';
import { ReceiptRepository } from './receipt.repository';
import { SendingService } from './sending.service';
import { SubmissionRepository } from './submission.repository';

@Module({
  imports: [EntryModule],
  providers: [DraftsService, SendingService, SubmissionRepository, ReceiptRepository],
  exports: [DraftsService, SendingService],
})
export class SubmissionsModule {}
