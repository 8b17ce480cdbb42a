import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccessService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { RedactionService } from '../../../../features/redaction';
import type { ClipId, RedactionId, RenditionId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ticket, ticketView } from '../../shell/clips/ticket.model';
import { ids } from '../../shell/inputs/ids';
import {
  judgementSent,
  newRedaction,
  redactionGiven,
  redactionList,
  redactionOne,
  redactionView,
} from './redaction.model';

@ApiTags('redaction')
@Controller('api/v1')
export class RedactionsApiController {
  constructor(
    private readonly redactions: RedactionService,
    private readonly access: AccessService,
  ) {}

  @Get('clips/:id/redactions')
  @Operation({
    access: 'footage',
    summary: 'Versions of what is covered in copies of a clip, newest first',
    answer: redactionList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof redactionList>> {
    return { items: (await this.redactions.ofClip(by.id, id)).map(redactionView) };
  }

  @Post('clips/:id/redactions')
  @Operation({
    access: 'footage',
    summary: 'Save the next version; its copy is made and proven in a moment',
    status: 202,
    answer: redactionGiven,
    problems: [404, 409],
  })
  async save(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: newRedaction }) { base, edits }: z.infer<typeof newRedaction>,
  ): Promise<z.infer<typeof redactionGiven>> {
    return this.redactions.save(by.id, id, edits, base);
  }

  @Get('redactions/:id')
  @Operation({
    access: 'footage',
    summary: 'One version with its recipe, its proof and what was said of its copy',
    answer: redactionOne,
    problems: [404],
  })
  async one(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
  ): Promise<z.infer<typeof redactionOne>> {
    return redactionView(await this.redactions.one(by.id, id));
  }

  @Post('redactions/:id/viewings')
  @Operation({
    access: 'footage',
    summary: 'Open a viewing of the copy of this version: logged once',
    status: 201,
    answer: ticket,
    problems: [404, 409],
  })
  async view(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
  ): Promise<z.infer<typeof ticket>> {
    const { clipId } = await this.redactions.one(by.id, id);
    const rendition = id as unknown as RenditionId;
    return ticketView(await this.access.open(by.id, clipId, 'redacted-copy', 'view', { rendition }));
  }

  @Post('redactions/:id/review')
  @Operation({
    access: 'footage',
    summary: 'Say of a copy that you have gone through whether it may go',
    status: 204,
    problems: [404, 409],
  })
  async review(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
    @Body({ schema: judgementSent }) body: z.infer<typeof judgementSent>,
  ): Promise<void> {
    await this.redactions.judge(by.id, id, body);
  }
}
