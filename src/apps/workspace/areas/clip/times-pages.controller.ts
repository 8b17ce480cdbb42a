import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { TimeChoiceService } from '../../../../features/footage';
import type { Officer } from '../../../../features/identity';
import type { ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { learnedForm, overlayForm, readingForm } from './times.model';
import { ClipPage } from './clip-page';
import { pageOf, placeOf, withoutPlace } from './place';
import { defineForm, submit } from '../../shell/forms/form';
import { goTo } from '../../shell/layout/pages';

const choosing = defineForm({
  id: 'time',
  schema: readingForm,
  labels: { reading: 'Time', reason: 'Reason', known: 'Time' },
  refusals: {
    'no-such-reading': 'reading',
    'not-of-the-event': 'reading',
    'after-it-came': 'reading',
    'before-cameras': 'reading',
    'time-chosen-meanwhile': 'reading',
  },
});
const choosingLearned = defineForm({
  id: 'learned',
  schema: learnedForm,
  labels: { instant: 'Time', reason: 'Reason', known: 'Time' },
  refusals: {
    'no-such-reading': 'instant',
    'after-it-came': 'instant',
    'before-cameras': 'instant',
    'time-chosen-meanwhile': 'instant',
  },
});
const choosingOverlay = defineForm({
  id: 'overlay',
  schema: overlayForm,
  labels: {
    wall: 'Time in the picture',
    zone: 'Time zone',
    frame: 'Frame number',
    seconds: 'Seconds',
    occurrence: 'Hour that comes twice',
    reason: 'Reason',
    known: 'Time',
  },
  refusals: {
    'hour-twice': 'occurrence',
    'hour-missing': 'wall',
    'after-it-came': 'wall',
    'before-cameras': 'wall',
    'time-chosen-meanwhile': 'wall',
  },
});

/** The decision on when a clip was recorded. */
@Controller('clips/:id')
@AccessFor('investigations')
export class TimesPagesController {
  constructor(
    private readonly page: ClipPage,
    private readonly times: TimeChoiceService,
  ) {}

  @Post('time-choices')
  async choose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(choosing, withoutPlace(body), ({ reading, ...choice }) =>
      this.times.choose(by.id, id, { ...reading, ...choice }),
    );
    if (outcome.done) goTo(response, pageOf(id, body, 'times'));
    else await this.page.show(response, by, id, { ...placeOf(body), timeForm: outcome.form }, outcome.status);
  }

  @Post('learned-times')
  async learned(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(choosingLearned, withoutPlace(body), (choice) =>
      this.times.chooseLearned(by.id, id, choice),
    );
    if (outcome.done) goTo(response, pageOf(id, body, 'times'));
    else
      await this.page.show(response, by, id, { ...placeOf(body), learnedForm: outcome.form }, outcome.status);
  }

  @Post('overlay-times')
  async overlay(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      choosingOverlay,
      withoutPlace(body),
      ({ occurrence, reason, known, ...overlay }) =>
        this.times.chooseOverlay(by.id, id, { overlay, occurrence, reason, known }),
    );
    if (outcome.done) goTo(response, pageOf(id, body, 'times'));
    else
      await this.page.show(response, by, id, { ...placeOf(body), overlayForm: outcome.form }, outcome.status);
  }
}
