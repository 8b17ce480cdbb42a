import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { TimeChoiceService } from '../../../../features/footage';
import type { Officer } from '../../../../features/identity';
import type { ClipId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { learnedProposal, learnedView, timeChoice } from './times.model';
import { Operation } from '../../shell/api/operation';

@ApiTags('clips')
@Controller('api/v1/clips/:id')
export class TimesController {
  constructor(private readonly times: TimeChoiceService) {}

  @Get('learned-time')
  @Operation({
    access: 'investigations',
    summary: 'What comparisons of the doorbell’s clock for other clips say of this one: a proposal',
    answer: learnedProposal,
    problems: [404],
  })
  async learned(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof learnedProposal>> {
    return learnedView(await this.times.learned(by.id, id));
  }

  @Post('time-choices')
  @Operation({
    access: 'investigations',
    summary: 'Take one time for the event’s, with a reason; earlier choices stay',
    status: 204,
    problems: [404, 409],
  })
  async choose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: timeChoice }) body: z.infer<typeof timeChoice>,
  ): Promise<void> {
    if ('overlay' in body) await this.times.chooseOverlay(by.id, id, body);
    else if ('learned' in body)
      await this.times.chooseLearned(by.id, id, {
        instant: new Date(body.learned.instant),
        reason: body.reason,
        known: body.known,
      });
    else await this.times.choose(by.id, id, { ...body, instant: new Date(body.instant) });
  }
}
