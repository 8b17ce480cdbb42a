import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { TriageService } from '../../../features/evidence';
import { initialsOf, type Officer } from '../../../features/identity';
import type { ClipId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { acceptance, refusal } from '../api/models/clip';
import { ids } from '../api/models/ids';
import { ClipPage } from './clip-page';
import { type FormState, submit } from './form';
import { goTo } from './pages';

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
    const outcome = await submit(
      'accept',
      acceptance,
      body,
      (details) => this.triage.accept(by.id, id, details),
      { 'already-triaged': '', 'not-yet-master': '' },
    );
    if (outcome.done) goTo(response, `/exhibits/${outcome.result.id}`);
    else {
      const acceptForm = withProposedInitials(outcome.form);
      await this.page.show(response, by, id, { acceptForm }, outcome.status);
    }
  }

  @Post('decline')
  async decline(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit('decline', refusal, body, (given) => this.triage.decline(by.id, id, given), {
      'already-triaged': '',
    });
    if (outcome.done) goTo(response, `/clips/${id}`);
    else await this.page.show(response, by, id, { declineForm: outcome.form }, outcome.status);
  }
}

/** A reference is for ever: initials that were left empty are proposed from the name, for the officer to confirm. */
export function withProposedInitials(form: FormState): FormState {
  const name = form.values['producerName']?.trim() ?? '';
  if ((form.values['initials']?.trim() ?? '') !== '' || name.length < 2) return form;
  const initials = initialsOf(name);
  const text = `Check the initials ${initials}, which are taken from the name, and accept again.`;
  return {
    values: { ...form.values, initials },
    errors: { ...form.errors, initials: { text } },
    summary: form.summary.map((line) =>
      line.href?.endsWith('-initials') === true ? { ...line, text: `Initials: ${text}` } : line,
    ),
  };
}
