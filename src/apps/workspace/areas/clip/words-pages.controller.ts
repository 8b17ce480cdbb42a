import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { TranscriptsService, WordsService } from '../../../../features/transcripts';
import type { ClipId, TranscriptId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, submit, type Submitted } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { placeOf } from './place';
import { TranscriptPage } from './transcript-page';
import { askWordsForm, takeWordsForm } from './words.model';

const asking = defineForm({
  id: 'words',
  schema: askWordsForm,
  labels: { viewing: 'Player' },
});
const taking = defineForm({
  id: 'take',
  schema: takeWordsForm,
  labels: { viewing: 'Player', proposal: 'Words', take: 'Which' },
});

/** Words that a program proposes, without a script. */
@Controller()
@AccessFor('footage')
export class WordsPagesController {
  constructor(
    private readonly page: TranscriptPage,
    private readonly words: WordsService,
    private readonly transcripts: TranscriptsService,
  ) {}

  @Post('clips/:id/transcripts/proposals')
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(asking, body, () => this.words.ask(by.id, id));
    await this.answer(response, by, id, body, outcome);
  }

  @Post('transcripts/:id/proposals')
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { clipId } = await this.transcripts.one(by.id, id);
    const outcome = await submit(taking, body, ({ proposal, take }) =>
      this.words.take(by.id, id, proposal, take),
    );
    await this.answer(response, by, clipId, body, outcome);
  }

  private async answer(
    response: Response,
    by: Officer,
    id: ClipId,
    body: unknown,
    outcome: Submitted<unknown>,
  ): Promise<void> {
    const { viewing } = placeOf(body);
    if (!outcome.done)
      await this.page.show(response, by, id, { viewing, wordsForm: outcome.form }, outcome.status);
    else
      goTo(response, `/clips/${id}/transcript${viewing === undefined ? '' : `/viewings/${viewing}`}#words`);
  }
}
