import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AccessService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { TranscriptsService } from '../../../../features/transcripts';
import type { ClipId, TranscriptId, ViewingId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, submit, type Submitted } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { placeOf } from './place';
import { beginForm, checkForm, linesForm } from './transcript.model';
import { TranscriptPage } from './transcript-page';

const PLACE = { viewing: 'Player' };
const beginning = defineForm({
  id: 'begin',
  schema: beginForm,
  labels: { ...PLACE, reason: 'Why another version' },
  refusals: { 'say-why-another': 'reason' },
});
const typing = defineForm({
  id: 'lines',
  schema: linesForm,
  labels: { ...PLACE, revision: 'Revision', lines: 'Lines' },
  refusals: { 'not-written': 'lines', 'lines-wanting': 'lines' },
});
const checking = defineForm({
  id: 'check',
  schema: checkForm,
  labels: { ...PLACE, sha256: 'Version' },
});

/** Typing what is said in a clip, beside its player. */
@Controller()
@AccessFor('footage')
export class TranscriptPagesController {
  constructor(
    private readonly page: TranscriptPage,
    private readonly transcripts: TranscriptsService,
    private readonly access: AccessService,
  ) {}

  @Get('clips/:id/transcript')
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id);
  }

  /** To listen is to look, and a look is logged: so this is a POST. */
  @Post('clips/:id/transcript/viewings')
  async open(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    const ticket = await this.access.open(by.id, id, 'proxy', 'view');
    goTo(response, `/clips/${id}/transcript/viewings/${ticket.id}`);
  }

  @Get('clips/:id/transcript/viewings/:viewing')
  async listen(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Param('viewing', { schema: ids.viewing }) viewing: ViewingId,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { viewing });
  }

  @Post('clips/:id/transcripts')
  async begin(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(beginning, body, ({ reason }) => this.transcripts.begin(by.id, id, reason));
    await this.answer(response, by, id, body, outcome, 'beginForm');
  }

  @Post('transcripts/:id/lines')
  async save(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { clipId } = await this.transcripts.one(by.id, id);
    const outcome = await submit(typing, body, (saving) => this.transcripts.save(by.id, id, saving));
    await this.answer(response, by, clipId, body, outcome, 'linesForm');
  }

  @Post('transcripts/:id/finish')
  async finish(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { clipId } = await this.transcripts.one(by.id, id);
    const outcome = await submit(typing, body, (saving) => this.transcripts.finish(by.id, id, saving));
    await this.answer(response, by, clipId, body, outcome, 'linesForm');
  }

  @Post('transcripts/:id/check')
  async check(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { clipId } = await this.transcripts.one(by.id, id);
    const outcome = await submit(checking, body, ({ sha256 }) => this.transcripts.check(by.id, id, sha256));
    await this.answer(response, by, clipId, body, outcome, 'checkForm');
  }

  private async answer(
    response: Response,
    by: Officer,
    id: ClipId,
    body: unknown,
    outcome: Submitted<unknown>,
    name: 'beginForm' | 'linesForm' | 'checkForm',
  ): Promise<void> {
    const { viewing } = placeOf(body);
    if (!outcome.done)
      await this.page.show(response, by, id, { viewing, [name]: outcome.form }, outcome.status);
    else goTo(response, `/clips/${id}/transcript${viewing === undefined ? '' : `/viewings/${viewing}`}`);
  }
}
