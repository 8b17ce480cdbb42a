import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, ListCopiesService } from '../../../../features/investigations';
import { HoldsService, OutcomesService, RetentionService } from '../../../../features/retention';
import type { ClipId, HoldId, InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import {
  given,
  holdPage,
  holdQuery,
  holdView,
  keepReview,
  newOutcome,
  retentionItemView,
  retentionOfInvestigation,
  retentionOfItem,
  retentionView,
  withReason,
} from './retention.model';
import { Operation } from '../../shell/api/operation';
import { everyPage, sendCsv } from '../../shell/sending/send-csv';
import { KEPT_HEAD, keptCells, type KeptRow } from './retention-words';

const query = pageQuery<ClipId>();

@ApiTags('keeping and disposal')
@Controller('api/v1')
export class RetentionController {
  constructor(
    private readonly retention: RetentionService,
    private readonly outcomes: OutcomesService,
    private readonly holds: HoldsService,
    private readonly investigations: InvestigationsService,
    private readonly copies: ListCopiesService,
  ) {}

  @Get('investigations/:id/retention')
  @Operation({
    access: 'footage',
    summary: 'Outcomes, and how long each item is kept and why',
    answer: retentionOfInvestigation,
    problems: [404],
  })
  async ofInvestigation(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof retentionOfInvestigation>> {
    await this.investigations.get(by.id, id);
    return retentionView(await this.retention.ofInvestigation(id, limit + 1, after), limit);
  }

  @Get('investigations/:id/retention/csv')
  @Operation({
    access: 'footage',
    summary: 'How long each item is kept and why, as a table for a spreadsheet; it is logged',
    answer: { mediaType: 'text/csv' },
    problems: [404],
  })
  async csv(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.copies.log(by.id, id, 'retention');
    const pages = everyPage<KeptRow>(async (limit, after) => {
      const { items } = await this.retention.ofInvestigation(id, limit, after);
      return items.map((kept) => ({ ...kept, id: kept.item.clipId }));
    });
    await sendCsv(response, 'keeping.csv', KEPT_HEAD, pages, keptCells);
  }

  @Post('investigations/:id/outcomes')
  @Operation({
    access: 'footage',
    summary: 'Record what became of the investigation, as its officer in the case or a supervisor',
    status: 204,
    problems: [404, 409],
  })
  async record(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: newOutcome }) { reason, seen, ...outcome }: z.infer<typeof newOutcome>,
  ): Promise<void> {
    await this.outcomes.record(by, id, outcome, { reason, seen });
  }

  @Get('investigations/:id/holds')
  @Operation({
    access: 'footage',
    summary: 'Holds on the investigation and on its items, those that hold first',
    answer: holdPage,
    problems: [404],
  })
  async allHolds(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: holdQuery }) { limit, after }: z.infer<typeof holdQuery>,
  ): Promise<z.infer<typeof holdPage>> {
    return toPage(await this.holds.ofInvestigation(by.id, id, limit + 1, after), limit, holdView);
  }

  @Post('investigations/:id/holds')
  @Operation({
    access: 'footage',
    summary: 'Hold everything in the investigation; disposals under way end',
    status: 201,
    answer: given,
    problems: [404],
  })
  async holdAll(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: withReason }) { reason }: z.infer<typeof withReason>,
  ): Promise<z.infer<typeof given>> {
    return { id: await this.holds.onInvestigation(by.id, id, reason) };
  }

  @Get('clips/:id/retention')
  @Operation({
    access: 'footage',
    summary: 'How long one item is kept and why, its reviews and disposals',
    answer: retentionOfItem,
    problems: [404],
  })
  async ofItem(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof retentionOfItem>> {
    return retentionItemView(await this.retention.ofItem(by.id, id));
  }

  @Get('clips/:id/holds')
  @Operation({
    access: 'footage',
    summary: 'Holds on one item and on the whole investigation, those that hold first',
    answer: holdPage,
    problems: [404],
  })
  async holdsOf(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query({ schema: holdQuery }) { limit, after }: z.infer<typeof holdQuery>,
  ): Promise<z.infer<typeof holdPage>> {
    return toPage(await this.holds.ofItem(by.id, id, limit + 1, after), limit, holdView);
  }

  @Post('clips/:id/holds')
  @Operation({
    access: 'footage',
    summary: 'Hold one item with its stills; a disposal under way ends',
    status: 201,
    answer: given,
    problems: [404, 409],
  })
  async hold(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: withReason }) { reason }: z.infer<typeof withReason>,
  ): Promise<z.infer<typeof given>> {
    return { id: await this.holds.onItem(by.id, id, reason) };
  }

  @Post('holds/:id/lifting')
  @Operation({
    access: 'supervision',
    summary: 'Lift a hold, as a supervisor, once',
    status: 204,
    problems: [404, 409],
  })
  async lift(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.hold }) id: HoldId,
    @Body({ schema: withReason }) { reason }: z.infer<typeof withReason>,
  ): Promise<void> {
    await this.holds.lift(by.id, id, reason);
  }

  @Post('clips/:id/keep-reviews')
  @Operation({
    access: 'footage',
    summary: 'Review an item: keep it until a day; a disposal under way ends',
    status: 204,
    problems: [404, 409],
  })
  async keep(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: keepReview }) { until, reason }: z.infer<typeof keepReview>,
  ): Promise<void> {
    await this.retention.keep(by.id, id, until, reason);
  }
}
