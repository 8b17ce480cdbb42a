import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { QueueService, TogetherService, TriageService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ClipId, SubmissionId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { clipPage, clipView, registeredList } from '../../shell/clips/clip.model';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import {
  acceptanceTogether,
  place,
  placeView,
  refusalTogether,
  submission,
  submissionView,
} from './triage.model';
import { Operation } from '../../shell/api/operation';

const query = pageQuery<ClipId>();
const nothing = z.strictObject({});

/** The queue of clips that wait for a decision, and deciding several of one sending at once. */
@ApiTags('triage')
@Controller('api/v1')
export class TriageApiController {
  constructor(
    private readonly triage: TriageService,
    private readonly queue: QueueService,
    private readonly together: TogetherService,
  ) {}

  @Get('clips/:id/queue')
  @Operation({
    access: 'investigations',
    summary: 'The clips before and after it that wait for a decision, and whom to propose as its producer',
    answer: place,
    problems: [404],
  })
  async place(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof place>> {
    return placeView(await this.queue.place(by.id, id));
  }

  @Post('clips/:id/ask-original')
  @Operation({
    access: 'investigations',
    summary:
      'Leave word on the sender’s own pages that the original would help; again changes nothing, no message is sent',
    status: 204,
    problems: [404],
  })
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<void> {
    await this.triage.askForOriginal(by.id, id);
  }

  @Get('submissions/:id')
  @Operation({ access: 'investigations', summary: 'A sending', answer: submission, problems: [404] })
  async submission(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
  ): Promise<z.infer<typeof submission>> {
    return submissionView(await this.together.submission(by.id, id));
  }

  @Get('submissions/:id/clips')
  @Operation({
    access: 'investigations',
    summary: 'The clips of a sending, in the order of events',
    answer: clipPage,
    problems: [404],
  })
  async clips(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof clipPage>> {
    return toPage(await this.together.clipsOf(by.id, id, limit + 1, after), limit, clipView);
  }

  @Post('submissions/:id/accept')
  @Operation({
    access: 'investigations',
    summary: 'Accept picked clips of one sending: all or none, each an exhibit of its own',
    status: 201,
    answer: registeredList,
    problems: [404, 409],
  })
  async accept(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
    @Body({ schema: acceptanceTogether }) { clips, ...details }: z.infer<typeof acceptanceTogether>,
  ): Promise<z.infer<typeof registeredList>> {
    return { items: await this.together.accept(by.id, id, clips, details) };
  }

  @Post('submissions/:id/decline')
  @Operation({
    access: 'investigations',
    summary: 'Decline picked clips of one sending: all or none; they stay as unused material',
    status: 204,
    problems: [404, 409],
  })
  async decline(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.submission }) id: SubmissionId,
    @Body({ schema: refusalTogether }) { clips, ...refusal }: z.infer<typeof refusalTogether>,
  ): Promise<void> {
    await this.together.decline(by.id, id, clips, refusal);
  }
}
