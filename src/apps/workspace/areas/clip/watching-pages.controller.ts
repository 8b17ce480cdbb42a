import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { MarkersService, StillsService, TriageService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { NotFound } from '../../../../kernel/errors';
import type { ClipId, ExhibitId, MarkerId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { markerForm, seriesForm, stillForm, strikeForm } from './watching.model';
import { ClipPage } from './clip-page';
import { pageOf, placeOf } from './place';
import { defineForm, submit } from '../../shell/forms/form';
import { goTo } from '../../shell/layout/pages';

const PLACE_LABELS = { viewing: 'Player', notes: 'Page of notes' };
const taking = defineForm({
  id: 'still',
  schema: stillForm,
  labels: { frame: 'Frame number', description: 'Description', viewing: 'Player' },
  refusals: {
    'no-such-frame': 'frame',
    'no-film': 'frame',
    'frame-taken': 'frame',
    'too-many-stills': 'frame',
  },
});
const takingSeries = defineForm({
  id: 'series',
  schema: seriesForm,
  labels: {
    ...{ from: 'First frame', to: 'Last frame', count: 'How many' },
    ...{ description: 'Description', viewing: 'Player' },
  },
  refusals: {
    'no-such-frame': 'to',
    'series-backwards': 'to',
    'too-many-stills': 'count',
    'series-taken': 'description',
  },
});
const noting = defineForm({
  id: 'marker',
  schema: markerForm,
  labels: { text: 'Note', frame: 'Frame number', seconds: 'Seconds', ...PLACE_LABELS },
  refusals: { 'no-such-frame': 'frame' },
});
/** Of each note. */
const striking = defineForm({
  id: 'strike',
  schema: strikeForm,
  labels: { reason: 'Reason', ...PLACE_LABELS },
  refusals: { 'struck-already': 'reason' },
});

/** What officers take from a clip and write about it while they watch. */
@Controller()
@AccessFor('footage')
export class WatchingPagesController {
  constructor(
    private readonly page: ClipPage,
    private readonly triage: TriageService,
    private readonly stills: StillsService,
    private readonly markers: MarkersService,
  ) {}

  @Post('clips/:id/stills')
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const exhibitId = await this.exhibitOf(by, id);
    const outcome = await submit(taking, body, (order) => this.stills.ask(by.id, exhibitId, order));
    if (outcome.done) goTo(response, pageOf(id, body, 'stills'));
    else
      await this.page.show(response, by, id, { ...placeOf(body), stillForm: outcome.form }, outcome.status);
  }

  @Post('clips/:id/stills/series')
  async takeSeries(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const exhibitId = await this.exhibitOf(by, id);
    const outcome = await submit(takingSeries, body, (order) => this.stills.series(by.id, exhibitId, order));
    if (outcome.done) goTo(response, pageOf(id, body, 'stills'));
    else
      await this.page.show(response, by, id, { ...placeOf(body), seriesForm: outcome.form }, outcome.status);
  }

  @Post('clips/:id/markers')
  async note(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(noting, body, (marker) => this.markers.add(by.id, id, marker));
    if (outcome.done) {
      const notes = await this.markers.pageWith(by.id, id, outcome.result, PAGE_DEFAULT);
      goTo(response, pageOf(id, body, 'notes', notes));
    } else
      await this.page.show(response, by, id, { ...placeOf(body), markerForm: outcome.form }, outcome.status);
  }

  @Post('clips/:id/markers/:marker/strike')
  async strike(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Param('marker', { schema: ids.marker }) marker: MarkerId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit({ ...striking, id: `strike-${marker}` }, body, ({ reason }) =>
      this.markers.strike(by.id, marker, reason),
    );
    if (outcome.done) goTo(response, pageOf(id, body, 'notes'));
    else {
      const state = { ...placeOf(body), strikeForm: { ...outcome.form, marker } };
      await this.page.show(response, by, id, state, outcome.status);
    }
  }

  /** @throws NotFound where the clip is none */
  private async exhibitOf(by: Officer, id: ClipId): Promise<ExhibitId> {
    const { exhibitId } = await this.triage.clip(by.id, id);
    if (exhibitId === null) throw new NotFound('The exhibit');
    return exhibitId;
  }
}
