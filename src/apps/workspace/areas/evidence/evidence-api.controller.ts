import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { ItemsViewService, TogetherService, type ItemRow } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { ListCopiesService } from '../../../../features/investigations';
import type { InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { contentUrl } from '../../shell/clips/footage';
import { toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { registeredList } from '../../shell/clips/clip.model';
import { Operation } from '../../shell/api/operation';
import { everyPage, sendCsv } from '../../shell/sending/send-csv';
import { EVIDENCE_HEAD, evidenceCells } from './evidence-view';
import {
  acceptItems,
  declineItems,
  evidenceFilter,
  evidenceQuery,
  filterOf,
  itemPage,
  itemView,
  pictureList,
  picturesBody,
} from './evidence.model';

/** Everything that was sent or added to an investigation, as one list. */
@ApiTags('triage')
@Controller('api/v1/investigations/:id/evidence')
export class EvidenceApiController {
  constructor(
    private readonly items: ItemsViewService,
    private readonly together: TogetherService,
    private readonly copies: ListCopiesService,
  ) {}

  @Get()
  @Operation({
    access: 'investigations',
    summary: 'Items of an investigation that match a filter; in the order of events unless asked otherwise',
    answer: itemPage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: evidenceQuery }) query: z.infer<typeof evidenceQuery>,
  ): Promise<z.infer<typeof itemPage>> {
    const { limit, after, sort } = query;
    const rows = await this.items.page(by.id, id, filterOf(query), { sort, limit: limit + 1, after });
    return toPage(rows, limit, itemView);
  }

  @Get('csv')
  @Operation({
    access: 'investigations',
    summary: 'All that match, as a table for a spreadsheet; it is logged',
    answer: { mediaType: 'text/csv' },
    problems: [404],
  })
  async csv(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: evidenceFilter }) { sort, ...filter }: z.infer<typeof evidenceFilter>,
    @Res() response: Response,
  ): Promise<void> {
    await this.copies.log(by.id, id, 'evidence');
    const pages = everyPage<ItemRow>((limit, after) =>
      this.items.page(by.id, id, filterOf({ ...filter, sort }), { sort, limit, after }),
    );
    await sendCsv(response, 'evidence.csv', EVIDENCE_HEAD, pages, evidenceCells);
  }

  @Post('pictures')
  @Operation({
    access: 'footage',
    summary:
      'Open the small pictures of a page of the list: one event that names each item; those without a picture are left out',
    status: 201,
    answer: pictureList,
    problems: [404],
  })
  async pictures(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: picturesBody }) { clips }: z.infer<typeof picturesBody>,
  ): Promise<z.infer<typeof pictureList>> {
    const opened = await this.items.pictures(by.id, id, clips);
    const items = [...opened].map(([clipId, viewing]) => ({
      clipId,
      contentUrl: contentUrl(viewing, 'view'),
    }));
    return { items };
  }

  @Post('accept')
  @Operation({
    access: 'investigations',
    summary: 'Accept picked clips of any sending: all or none, numbered in the order of events',
    status: 201,
    answer: registeredList,
    problems: [404, 409],
  })
  async accept(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: acceptItems }) { clips, ...details }: z.infer<typeof acceptItems>,
  ): Promise<z.infer<typeof registeredList>> {
    return { items: await this.together.acceptIn(by.id, id, clips, details) };
  }

  @Post('decline')
  @Operation({
    access: 'investigations',
    summary: 'Decline picked clips of any sending: all or none; they stay as unused material',
    status: 204,
    problems: [404, 409],
  })
  async decline(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: declineItems }) { clips, ...given }: z.infer<typeof declineItems>,
  ): Promise<void> {
    await this.together.declineIn(by.id, id, clips, given);
  }
}
