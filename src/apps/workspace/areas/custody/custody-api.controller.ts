import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { clipSubject } from '../../../../custody';
import { HistoryService } from '../../../../features/evidence';
import { type Officer } from '../../../../features/identity';
import type { ClipId, EventId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage, nothing } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { sendFile } from '../../shell/sending/send-file';
import { CustodyProofs } from './proofs';
import { refusal } from '../../shell/clips/clip.model';
import { checked, checkedView, entryView, history, historyQuery, keys } from './custody.model';
import { Operation } from '../../shell/api/operation';
import { readerOf } from '../../shell/history/history-view';

const TEXT = 'text/plain; charset=utf-8';

@ApiTags('custody')
@Controller('api/v1')
export class CustodyController {
  constructor(
    private readonly histories: HistoryService,
    private readonly proofs: CustodyProofs,
  ) {}

  @Get('clips/:id/custody')
  @Operation({
    access: 'custody',
    summary: 'The records of a clip, oldest first, for members and auditors',
    answer: history,
    problems: [404],
  })
  async history(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query({ schema: historyQuery }) { limit, after }: z.infer<typeof historyQuery>,
  ): Promise<z.infer<typeof history>> {
    const entries = await this.histories.ofClip(readerOf(by), id, { limit: limit + 1, after });
    const rows = entries.map((entry) => ({ id: entry.event.id, entry }));
    return { subject: clipSubject(id), ...toPage(rows, limit, ({ entry }) => entryView(entry)) };
  }

  @Post('clips/:id/custody/check')
  @Operation({
    access: 'custody',
    summary: 'Check the records of a clip now, by the verifier that also works without this service',
    answer: checked,
    problems: [404, 409],
  })
  async check(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: nothing }) _body: unknown,
  ): Promise<z.infer<typeof checked>> {
    return checkedView(await this.proofs.verify(readerOf(by), id));
  }

  @Post('clips/:id/custody/proof')
  @Operation({
    access: 'custody',
    stepUp: true,
    summary: 'All records of a clip with their proofs, in one ZIP that `lintel verify` checks; logged itself',
    answer: { mediaType: 'application/zip' },
    problems: [404, 409],
  })
  async archive(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: refusal }) { reason }: z.infer<typeof refusal>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes } = await this.proofs.archive(readerOf(by), id, reason);
    sendFile(response, name, bytes);
  }

  @Get('custody/events/:eventId/proof')
  @Header('Content-Type', TEXT)
  @Header('Content-Disposition', 'attachment; filename="event.tlog-proof"')
  @Operation({
    access: 'custody',
    summary: 'C2SP tlog-proof: the event is in the signed log',
    answer: { mediaType: 'text/plain' },
    problems: [404],
  })
  proof(
    @CurrentOfficer() by: Officer,
    @Param('eventId', { schema: ids.event }) id: EventId,
  ): Promise<string> {
    return this.histories.proof(readerOf(by), id);
  }

  @Get('custody/checkpoint')
  @Header('Content-Type', TEXT)
  @Operation({
    access: 'custody',
    summary: 'The newest signed head of the log, a C2SP checkpoint',
    answer: { mediaType: 'text/plain' },
    problems: [404],
  })
  checkpoint(): Promise<string> {
    return this.histories.checkpoint();
  }

  @Get('custody/keys')
  @Operation({ access: 'custody', summary: 'Keys that sign the log', answer: keys })
  async keys(): Promise<z.infer<typeof keys>> {
    return { items: await this.histories.keys() };
  }
}
