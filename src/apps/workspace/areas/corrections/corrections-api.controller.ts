import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CorrectionsService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ClipId, ExhibitId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';
import { correction, undoing } from './corrections.model';

@ApiTags('triage')
@Controller('api/v1')
export class CorrectionsApiController {
  constructor(private readonly corrections: CorrectionsService) {}

  @Post('clips/:id/decline/undo')
  @Operation({
    access: 'investigations',
    summary:
      'Take a decline back, with a reason: the clip waits for a decision again, and its history keeps both',
    status: 204,
    problems: [404, 409],
  })
  async undo(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: undoing }) { reason }: z.infer<typeof undoing>,
  ): Promise<void> {
    await this.corrections.undoDecline(by.id, id, reason);
  }

  @Post('exhibits/:id/corrections')
  @Operation({
    access: 'investigations',
    summary:
      'Correct the description or the producer of an exhibit, with a reason; its reference never changes',
    status: 204,
    problems: [404, 409],
  })
  async correct(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Body({ schema: correction }) {
      reason,
      shownProducer,
      shownDescription,
      ...words
    }: z.infer<typeof correction>,
  ): Promise<void> {
    const seen = { producerName: shownProducer, description: shownDescription };
    await this.corrections.correctExhibit(by.id, id, words, reason, seen);
  }
}
