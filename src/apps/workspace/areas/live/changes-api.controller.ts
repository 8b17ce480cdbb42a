import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import type { InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { ChangeStreams } from './change-streams';

@ApiTags('work')
@Controller('api/v1/investigations/:id/changes')
export class ChangesController {
  constructor(private readonly streams: ChangeStreams) {}

  @Get()
  @Operation({
    access: 'footage',
    summary:
      'Server-sent events: `changed` when something of the investigation was sent, locked, made ready, sealed or delivered; never what',
    answer: { mediaType: 'text/event-stream' },
    problems: [404, 503],
  })
  async follow(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.streams.take(by.id, id, response);
  }
}
