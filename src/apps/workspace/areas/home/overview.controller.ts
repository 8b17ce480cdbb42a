import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { OverviewService, type OverviewLine } from '../../../../features/work';
import type { InvestigationId } from '../../../../kernel/ids';
import { AccessFor } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { id, idOf, moment, PAGE_DEFAULT, pageOf, pageQuery, toPage } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/home/overview.njk': { readonly page: Paged<OverviewLine> };
  }
}

const line = z.strictObject({
  id,
  urn: z.string(),
  team: z.string(),
  oicName: z.string(),
  oicActive: z.boolean().describe('whether the officer in the case can still sign in'),
  createdAt: moment,
  waiting: z.number().int().describe('clips that nobody has decided'),
  since: moment.nullable().describe('when the oldest of them was sent'),
  flags: z.number().int().describe('that no member has dealt with'),
  member: z.boolean().describe('whether the supervisor may open it'),
});
const overviewPage = pageOf(line);
const view = viewOf(line);
const query = pageQuery<InvestigationId>();
const start = idOf<InvestigationId>().optional();

/** All open investigations for supervisors: ages and counts. */
@Controller('overview')
@AccessFor('supervision')
export class OverviewPageController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  async list(
    @Query('after', { schema: start }) after: InvestigationId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.overview.page(PAGE_DEFAULT + 1, after);
    const page = pagedOf(rows, { path: '/overview', after }, (row) => row);
    show(response, 'areas/home/overview.njk', { title: 'All open investigations', page });
  }
}

@ApiTags('work')
@Controller('api/v1/overview')
export class OverviewApiController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  @Operation({
    access: 'supervision',
    summary: 'All open investigations by reference, with ages and counts and nothing of what they are about',
    answer: overviewPage,
  })
  async list(
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof overviewPage>> {
    return toPage(await this.overview.page(limit + 1, after), limit, view);
  }
}
