import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { clipSubject } from '../../../custody';
import { HistoryService, type Reader } from '../../../features/evidence';
import { may, type Officer } from '../../../features/identity';
import type { ClipId, EventId } from '../../../kernel/ids';
import { CurrentOfficer } from '../access/access';
import { ids } from './models/ids';
import { entryView, history, keys } from './models/custody';
import { Operation } from './operation';

const TEXT = 'text/plain; charset=utf-8';

export const readerOf = (officer: Officer): Reader => ({
  id: officer.id,
  audits: may(officer.role, 'audit'),
});

@ApiTags('custody')
@Controller('api/v1')
export class CustodyController {
  constructor(private readonly histories: HistoryService) {}

  @Get('clips/:id/custody')
  @Operation({
    access: 'custody',
    summary: 'Every record of a clip, for members and auditors',
    answer: history,
    problems: [404],
  })
  async history(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof history>> {
    const items = await this.histories.ofClip(readerOf(by), id);
    return { subject: clipSubject(id), items: items.map(entryView) };
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
