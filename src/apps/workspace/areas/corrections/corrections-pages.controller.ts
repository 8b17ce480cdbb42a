import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  CorrectionsService,
  wordsRead,
  TriageService,
  type Exhibit,
  type SentClip,
} from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ClipId, ExhibitId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { correctionForm, undoing } from './corrections.model';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/corrections/corrections.njk': {
      readonly investigation: Investigation;
      readonly clip: SentClip;
      readonly exhibit: Exhibit | undefined;
      /** What the exhibit says on this page, in short. */
      readonly read: string;
      readonly form: FormState;
    };
  }
}

const undoForm = defineForm({
  id: 'undo',
  schema: undoing,
  labels: { reason: 'Reason' },
});
const correctForm = defineForm({
  id: 'correct',
  schema: correctionForm,
  labels: { producerName: 'Producer', description: 'Description', reason: 'Reason', read: 'Exhibit' },
});

/** Nothing that a person can get wrong is final: a decline, a description, a producer. */
@Controller()
@AccessFor('investigations')
export class CorrectionsPagesController {
  constructor(
    private readonly corrections: CorrectionsService,
    private readonly triage: TriageService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get('clips/:id/corrections')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id);
  }

  @Post('clips/:id/decline/undo')
  async undo(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(undoForm, body, ({ reason }) =>
      this.corrections.undoDecline(by.id, id, reason),
    );
    if (outcome.done) goTo(response, `/clips/${id}`);
    else await this.show(response, by, id, outcome.form, outcome.status);
  }

  @Post('exhibits/:id/corrections')
  async correct(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(correctForm, body, (words) =>
      this.corrections.correctExhibit(by.id, id, words),
    );
    if (outcome.done) {
      goTo(response, `/exhibits/${id}`);
      return;
    }
    const { clipId } = await this.triage.exhibit(by.id, id);
    await this.show(response, by, clipId, outcome.form, outcome.status);
  }

  private async show(
    response: Response,
    by: Officer,
    id: ClipId,
    refused?: FormState,
    status = 200,
  ): Promise<void> {
    const clip = await this.triage.clip(by.id, id);
    const investigation = await this.investigations.get(by.id, clip.investigationId);
    const exhibit = clip.exhibitId === null ? undefined : await this.triage.exhibit(by.id, clip.exhibitId);
    const { producerName = '', description = '' } = exhibit ?? {};
    const form = refused ?? emptyForm({ producerName, description });
    const title = `Put right: ${exhibit?.reference ?? clip.fileName}`;
    const read = exhibit === undefined ? '' : wordsRead(exhibit);
    const view = { title, investigation, clip, exhibit, read, form, summary: form.summary };
    show(response, 'areas/corrections/corrections.njk', view, status);
  }
}
