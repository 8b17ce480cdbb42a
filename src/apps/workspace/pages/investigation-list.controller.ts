import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import type { InvestigationId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { idOf, toPage } from '../api/models/common';
import { filterOf, investigationFilter } from '../api/models/investigation';
import { show } from './pages';

const query = investigationFilter.extend({
  state: investigationFilter.shape.state.unwrap().default('open'),
  after: idOf<InvestigationId>().optional(),
});
const PER_PAGE = 50;

@Controller('investigations')
@AccessFor('investigations')
export class InvestigationListController {
  constructor(private readonly investigations: InvestigationsService) {}

  @Get()
  async list(
    @CurrentOfficer() by: Officer,
    @Query({ schema: query }) { after, ...typed }: z.infer<typeof query>,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.investigations.mine(by.id, filterOf(typed), PER_PAGE + 1, after);
    const page = toPage(rows, PER_PAGE, (row) => row);
    const filtered = typed.q !== '' || typed.team !== '' || typed.mine === 'true' || typed.state !== 'open';
    const address = (place?: string): string =>
      `/investigations?${new URLSearchParams({ ...typed, ...(place !== undefined && { after: place }) }).toString()}`;
    show(response, 'investigations.njk', {
      title: 'My investigations',
      page,
      typed,
      filtered,
      more: page.next === null ? undefined : address(page.next),
      first: after === undefined ? undefined : address(),
    });
  }
}
