import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IncidentsService } from '../../../../features/diary';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { IncidentId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { incidentView } from '../../shell/diary/incident.model';
import { ids } from '../../shell/inputs/ids';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/links/incidents.njk': {
      readonly investigation: Investigation;
      readonly page: Paged<ReturnType<typeof incidentView>>;
    };
  }
}

const PER_PAGE = 25;

/** What the victim wrote and sent, in full. */
@Controller('investigations/:id/incidents')
@AccessFor('footage')
export class IncidentPagesController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly incidents: IncidentsService,
  ) {}

  @Get()
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('after', { schema: ids.incident.optional() }) start: IncidentId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const rows = await this.incidents.list(by.id, id, PER_PAGE + 1, start);
    const place = { path: `/investigations/${id}/incidents`, after: start, perPage: PER_PAGE };
    const page = pagedOf(rows, place, incidentView);
    show(response, 'areas/links/incidents.njk', { title: 'Incidents', investigation, page });
  }
}
