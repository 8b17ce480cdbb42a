import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { ExtractsService } from '../../../../features/redaction';
import type { ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, submit } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { ClipPage } from './clip-page';
import { pageOf, placeOf } from './place';
import { extractForm } from './watching.model';

const extracting = defineForm({
  id: 'extract',
  schema: extractForm,
  labels: {
    ...{ from: 'First frame', to: 'Last frame', source: 'Taken from', title: 'What it shows' },
    ...{ reason: 'Reason', viewing: 'Player' },
  },
  refusals: {
    ...{ 'recipe-refused': 'to', 'source-may-not-go': 'source' },
  },
});

/** A part of a recording, marked while it is watched. */
@Controller()
@AccessFor('footage')
export class ExtractPagesController {
  constructor(
    private readonly page: ClipPage,
    private readonly extracts: ExtractsService,
  ) {}

  @Post('clips/:id/extracts')
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(extracting, body, ({ source, from, to, title, reason }) =>
      this.extracts.ask(by.id, id, { from, to, title, reason, sourceId: source }),
    );
    if (outcome.done) goTo(response, pageOf(id, body, 'extracts'));
    else
      await this.page.show(response, by, id, { ...placeOf(body), extractForm: outcome.form }, outcome.status);
  }
}
