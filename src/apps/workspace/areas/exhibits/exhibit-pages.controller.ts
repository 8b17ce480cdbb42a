import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { TriageService, type Exhibit, type SentClip } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ExhibitId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { readerOf, HistoryViews, type HistoryLine } from '../../shell/history/history-view';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { WatchingViews, type StillOrigin } from '../../shell/clips/watching-view';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/exhibits/exhibit.njk': {
      readonly exhibit: Exhibit;
      readonly clip: SentClip;
      readonly investigation: Investigation;
      readonly history: Paged<HistoryLine>;
      readonly origin: StillOrigin | undefined;
    };
  }
}

/** What became of a clip: its exhibit. */
@Controller()
export class ExhibitController {
  constructor(
    private readonly triage: TriageService,
    private readonly investigations: InvestigationsService,
    private readonly histories: HistoryViews,
    private readonly watching: WatchingViews,
  ) {}

  @Get('exhibits/:id')
  @AccessFor('investigations')
  async exhibit(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Res() response: Response,
  ): Promise<void> {
    const exhibit = await this.triage.exhibit(by.id, id);
    const [investigation, clip, history, origin] = await Promise.all([
      this.investigations.get(by.id, exhibit.investigationId),
      this.triage.clip(by.id, exhibit.clipId),
      this.histories.ofClip(readerOf(by), exhibit.clipId, { limit: PAGE_DEFAULT + 1 }),
      this.watching.origin(by.id, id),
    ]);
    const page = pagedOf(
      history,
      { path: `/clips/${exhibit.clipId}/custody`, after: undefined },
      (line) => line,
    );
    const title = `Exhibit ${exhibit.reference}`;
    show(response, 'areas/exhibits/exhibit.njk', {
      title,
      exhibit,
      clip,
      investigation,
      history: page,
      origin,
    });
  }
}
