import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { TriageService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { ClipPage } from './clip-page';
import { pageOf, placeOf, withoutPlace } from './place';
import { submit } from '../../shell/forms/form';
import { goTo } from '../../shell/layout/pages';
import { acceptForm, declineForm } from '../../shell/clips/decision-forms';

/** The decision about a clip. */
@Controller('clips/:id')
@AccessFor('investigations')
export class TriageController {
  constructor(
    private readonly page: ClipPage,
    private readonly triage: TriageService,
  ) {}

  @Post('accept')
  async accept(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(acceptForm, withoutPlace(body), (details) =>
      this.triage.accept(by.id, id, details),
    );
    const place = placeOf(body);
    if (!outcome.done)
      await this.page.show(response, by, id, { ...place, acceptForm: outcome.form }, outcome.status);
    else if (place.viewing === undefined) goTo(response, `/exhibits/${outcome.result.id}`);
    else goTo(response, pageOf(id, body, 'decision'));
  }

  @Post('decline')
  async decline(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(declineForm, withoutPlace(body), (given) =>
      this.triage.decline(by.id, id, given),
    );
    if (outcome.done) goTo(response, pageOf(id, body, 'decision'));
    else
      await this.page.show(response, by, id, { ...placeOf(body), declineForm: outcome.form }, outcome.status);
  }
}
