import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { InvestigationId } from '../../../../kernel/ids';
import { AccessFor } from '../../shell/access/access';
import { idOf, PAGE_DEFAULT } from '../../shell/inputs/common';
import { filterOf, investigationFilter } from './investigation.model';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/investigations/list.njk': {
      readonly page: Paged<Investigation>;
      readonly typed: z.infer<typeof investigationFilter>;
      readonly filtered: boolean;
    };
  }
}

const query = investigationFilter.extend({
  state: investigationFilter.shape.state.unwrap().default('open'),
  after: idOf<InvestigationId>().optional(),
});

@Controller('investigations')
@AccessFor('investigations')
export class InvestigationListController {
  constructor(private readonly investigations: InvestigationsService) {}

  @Get()
  async list(
    @Query({ schema: query }) { after, ...typed }: z.infer<typeof query>,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.investigations.mine(filterOf(typed), PAGE_DEFAULT + 1, after);
    const page = pagedOf(rows, { path: '/investigations', after, query: typed }, (row) => row);
    const filtered = typed.q !== '' || typed.team !== '' || typed.mine === 'true' || typed.state !== 'open';
    show(response, 'areas/investigations/list.njk', {
      title: 'My investigations',
      page,
      typed,
      filtered,
    });
  }
}
