import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AxisService, moved, scaled, type Axis } from '../../../../features/conduct';
import { ItemsViewService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ClipId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { contentUrl } from '../../shell/clips/footage';
import { ids } from '../../shell/inputs/ids';
import { show } from '../../shell/layout/pages';
import { addressOf, footageWords, momentWords, seriesChart } from './series-chart';
import { seriesQuery, seriesView, type SeriesQuery } from './series.model';

type SeriesView = ReturnType<typeof seriesView>;

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/conduct/series.njk': {
      readonly investigation: Investigation;
      readonly chart: ReturnType<typeof seriesChart>;
      readonly said: string;
      readonly zoom: readonly { readonly text: string; readonly key: string; readonly page: string }[];
      readonly pictures: readonly {
        readonly id: ClipId;
        readonly url: string;
        readonly when: string;
        readonly page: string;
      }[];
      readonly items: readonly (SeriesView['items'][number] & {
        readonly when: string;
        readonly ticked: boolean;
      })[];
      readonly more: boolean;
      readonly undated: string;
    };
  }
}

/** Of one row, evenly along the axis. */
const PICTURES = 12;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function undatedWords({ undatedClips, undatedIncidents }: SeriesView): string {
  const kinds = [
    ...(undatedClips > 0 ? [counted(undatedClips, 'clip')] : []),
    ...(undatedIncidents > 0 ? [counted(undatedIncidents, 'incident')] : []),
  ];
  return kinds.join(' and ');
}

function zoomLinks(path: string, shown: Axis['shown']): { text: string; key: string; page: string }[] {
  if (shown === undefined) return [];
  const { range, all } = shown;
  const to = (text: string, key: string, part: typeof range) => ({ text, key, page: addressOf(path, part) });
  return [
    to('Closer', '+', scaled(range, 0.25)),
    to('Wider', '-', scaled(range, 4)),
    to('Earlier', 'ArrowLeft', moved(range, -0.5)),
    to('Later', 'ArrowRight', moved(range, 0.5)),
    to('All', '0', all),
  ];
}

/** The series on one axis of time. Its row of pictures is recorded once, as that of any list. */
@Controller('investigations/:id/series')
@AccessFor('footage')
export class SeriesPagesController {
  constructor(
    private readonly axis: AxisService,
    private readonly items: ItemsViewService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get()
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: seriesQuery }) asked: SeriesQuery,
    @Res() response: Response,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const axis = await this.axis.of(by.id, id, asked);
    const view = seriesView(axis);
    const path = `/investigations/${id}/series`;
    const isPart = asked.from !== undefined || asked.until !== undefined;
    const { from, until, more } = view;
    show(response, 'areas/conduct/series.njk', {
      title: 'Series',
      investigation,
      chart: seriesChart(view, path),
      said: from === null || until === null ? '' : `${momentWords(from)} to ${momentWords(until)}`,
      zoom: zoomLinks(path, axis.shown),
      pictures: await this.pictures(by, id, path, view),
      // Whoever has picked a part that is listed whole means all of it.
      items: view.items.map((item) => ({
        ...item,
        when: item.said ?? footageWords(item.at),
        ticked: isPart && !more && item.occasion === null && !item.erased,
      })),
      more,
      undated: undatedWords(view),
    });
  }

  private async pictures(by: Officer, id: InvestigationId, path: string, { steps }: SeriesView) {
    const some = steps.flatMap((step) =>
      step.first === null ? [] : [{ ...step, id: step.first as ClipId }],
    );
    const every = Math.max(1, some.length / PICTURES);
    const picked = some.filter((_, place) => Math.floor(place / every) !== Math.floor((place - 1) / every));
    const opened = await this.items.pictures(
      by.id,
      id,
      picked.map((step) => step.id),
    );
    return picked.flatMap((step) => {
      const viewing = opened.get(step.id);
      if (viewing === undefined) return [];
      const part = { from: Date.parse(step.from), until: Date.parse(step.until) };
      return [
        {
          ...{ id: step.id, url: contentUrl(viewing, 'view'), when: momentWords(step.from) },
          page: step.clips > 1 ? addressOf(path, part) : `/clips/${step.id}`,
        },
      ];
    });
  }
}
