import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { DecisionsService } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ClipId, InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage, created } from '../../shell/inputs/common';
import {
  decided,
  decisionBody,
  decisionPage,
  decisionQuery,
  decisionView,
  itemPage,
  itemQuery,
  itemView,
  reviewBody,
  reviewPage,
  reviewQuery,
  reviewView,
} from './disclosure.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('disclosure')
@Controller('api/v1')
export class DisclosureDecisionsController {
  constructor(private readonly decisions: DecisionsService) {}

  @Get('investigations/:id/items')
  @Operation({
    access: 'disclosure',
    summary: 'Items with their newest decision; `undecided=true` is the work list',
    answer: itemPage,
    problems: [404],
  })
  async items(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: itemQuery }) { limit, after, undecided }: z.infer<typeof itemQuery>,
  ): Promise<z.infer<typeof itemPage>> {
    const rows = await this.decisions.list(
      by.id,
      id,
      { workListOnly: undecided === 'true' },
      limit + 1,
      after,
    );
    return toPage(rows.map(itemView), limit, (row) => row);
  }

  @Post('investigations/:id/decisions')
  @Operation({
    access: 'disclosure',
    summary: 'Decide about one item, or about items that were grouped by hand',
    status: 201,
    answer: decided,
    problems: [404, 409],
  })
  async decide(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: decisionBody }) { items, known, review, ...verdict }: z.infer<typeof decisionBody>,
  ): Promise<z.infer<typeof decided>> {
    return { items: await this.decisions.decide(by.id, id, { items, known, review }, verdict) };
  }

  @Get('clips/:id/decisions')
  @Operation({
    access: 'disclosure',
    summary: 'Every decision about an item, newest first',
    answer: decisionPage,
    problems: [404],
  })
  async history(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query({ schema: decisionQuery }) { limit, after }: z.infer<typeof decisionQuery>,
  ): Promise<z.infer<typeof decisionPage>> {
    return toPage(await this.decisions.history(by.id, id, limit + 1, after), limit, decisionView);
  }

  @Get('investigations/:id/reviews')
  @Operation({
    access: 'disclosure',
    summary: 'Disclosure reviews, newest first',
    answer: reviewPage,
    problems: [404],
  })
  async reviews(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: reviewQuery }) { limit, after }: z.infer<typeof reviewQuery>,
  ): Promise<z.infer<typeof reviewPage>> {
    return toPage(await this.decisions.reviews(by.id, id, limit + 1, after), limit, reviewView);
  }

  @Post('investigations/:id/reviews')
  @Operation({
    access: 'disclosure',
    summary: 'Open a review: every item goes back on the work list until it is decided again',
    status: 201,
    answer: created,
    problems: [404],
  })
  async openReview(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: reviewBody }) body: z.infer<typeof reviewBody>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.decisions.openReview(by.id, id, body) };
  }
}
