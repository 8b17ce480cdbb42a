import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { ExtractsService } from '../../../../features/redaction';
import type { ClipId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { extractGiven, newExtract } from './extract.model';
import { redactionList, redactionView } from './redaction.model';

@ApiTags('redaction')
@Controller('api/v1')
export class ExtractsApiController {
  constructor(private readonly extracts: ExtractsService) {}

  @Get('clips/:id/extracts')
  @Operation({
    access: 'footage',
    summary: 'Extracts of a clip by reference; each is opened and reviewed as a redaction of that id',
    answer: redactionList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof redactionList>> {
    return { items: (await this.extracts.ofClip(by.id, id)).map(redactionView) };
  }

  @Post('clips/:id/extracts')
  @Operation({
    access: 'footage',
    summary: 'Ask for an extract of an exhibit, from frame to frame; it is made and proven in a moment',
    status: 202,
    answer: extractGiven,
    problems: [404, 409],
  })
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: newExtract }) { from, to, title, reason, redaction }: z.infer<typeof newExtract>,
  ): Promise<z.infer<typeof extractGiven>> {
    return this.extracts.ask(by.id, id, { from, to, title, reason, sourceId: redaction });
  }
}
