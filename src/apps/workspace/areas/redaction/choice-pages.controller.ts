import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { RedactionChoicesService } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, submit } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { choiceForm } from './choice.model';
import { RedactionPage } from './redaction-page';

const choosing = defineForm({
  id: 'choice',
  schema: choiceForm,
  labels: { redaction: 'How it goes', reason: 'Reason', known: 'How it goes' },
  refusals: { 'redaction-may-not-go': 'redaction', 'chosen-meanwhile': 'redaction' },
});

/** The disclosure officer's choice, where the versions are. */
@Controller()
@AccessFor('disclosure')
export class RedactionChoicePagesController {
  constructor(
    private readonly page: RedactionPage,
    private readonly choices: RedactionChoicesService,
  ) {}

  @Post('clips/:id/redaction-choice')
  async choose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(choosing, body, (wanted) => this.choices.choose(by.id, id, wanted));
    if (outcome.done) goTo(response, `/clips/${id}/redactions#choice`);
    else await this.page.show(response, by, id, { choiceForm: outcome.form }, outcome.status);
  }
}
