import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AccessService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { RedactionService } from '../../../../features/redaction';
import type { ClipId, RedactionId, RenditionId, ViewingId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, submit } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import {
  drawnForm,
  judgementTyped,
  maskForm,
  NOTHING,
  soundForm,
  withMask,
  withSound,
} from './redaction.model';
import { RedactionPage, type RedactionPageState } from './redaction-page';

const PLACE = { base: 'Version', viewing: 'Player' };
const drawing = defineForm({
  id: 'drawn',
  schema: drawnForm,
  labels: { ...PLACE, edits: 'What was drawn' },
});
const masking = defineForm({
  id: 'mask',
  schema: maskForm,
  labels: {
    ...PLACE,
    ...{ shape: 'Shape', kind: 'Covered by', reason: 'Why', x: 'From the left', y: 'From the top' },
    ...{ w: 'Width', h: 'Height', from: 'First frame', to: 'Last frame' },
  },
});
const silencing = defineForm({
  id: 'sound',
  schema: soundForm,
  labels: { ...PLACE, kind: 'Replaced by', reason: 'Why', fromMs: 'From', toMs: 'To' },
});
/** Of each version. */
const judging = defineForm({
  id: 'review',
  schema: judgementTyped,
  labels: { outcome: 'May it go', reason: 'Reason', seen: '' },
  refusals: { 'nothing-to-review': 'outcome', 'not-looked-at': 'outcome' },
});

/** Drawing over a recording, and going through what came of it. */
@Controller()
@AccessFor('footage')
export class RedactionsPagesController {
  constructor(
    private readonly page: RedactionPage,
    private readonly redactions: RedactionService,
    private readonly access: AccessService,
  ) {}

  @Get('clips/:id/redactions')
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id);
  }

  /** To draw is to look, and a look is logged: so this is a POST. */
  @Post('clips/:id/redactions/viewings')
  async open(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    await this.redactions.film(by.id, id);
    const ticket = await this.access.open(by.id, id, 'proxy', 'view');
    goTo(response, `/clips/${id}/redactions/viewings/${ticket.id}#draw`);
  }

  @Get('clips/:id/redactions/viewings/:viewing')
  async draw(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Param('viewing', { schema: ids.viewing }) viewing: ViewingId,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { viewing });
  }

  @Post('clips/:id/redactions')
  async save(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(drawing, body, ({ base, edits }) =>
      this.redactions.save(by.id, id, edits, base),
    );
    await this.answer(response, by, id, body, outcome, 'drawnForm');
  }

  @Post('clips/:id/redactions/masks')
  async addMask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(masking, body, async (form) => {
      const { frames } = await this.redactions.film(by.id, id);
      return this.redactions.save(by.id, id, withMask(await this.newest(by, id), form, frames), form.base);
    });
    await this.answer(response, by, id, body, outcome, 'maskForm');
  }

  @Post('clips/:id/redactions/sounds')
  async addSound(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(silencing, body, async (form) =>
      this.redactions.save(by.id, id, withSound(await this.newest(by, id), form), form.base),
    );
    await this.answer(response, by, id, body, outcome, 'soundForm');
  }

  @Post('redactions/:id/viewings')
  async watch(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
    @Res() response: Response,
  ): Promise<void> {
    const { clipId } = await this.redactions.one(by.id, id);
    const rendition = id as unknown as RenditionId;
    const ticket = await this.access.open(by.id, clipId, 'redacted-copy', 'view', { rendition });
    goTo(response, `/clips/${clipId}/viewings/${ticket.id}#watch`);
  }

  @Post('redactions/:id/review')
  async review(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const form = { ...judging, id: `review-${id}` };
    const outcome = await submit(form, body, (said) => this.redactions.judge(by.id, id, said));
    const { clipId } = await this.redactions.one(by.id, id);
    if (outcome.done) goTo(response, `/clips/${clipId}/redactions`);
    else
      await this.page.show(response, by, clipId, { reviewForm: { ...outcome.form, of: id } }, outcome.status);
  }

  private async newest(by: Officer, id: ClipId) {
    const [row] = await this.redactions.ofClip(by.id, id);
    if (row?.recipe == null) return NOTHING;
    const { masks, sound, trim } = row.recipe;
    return { masks, sound, trim };
  }

  private async answer(
    response: Response,
    by: Officer,
    id: ClipId,
    body: unknown,
    outcome: Awaited<ReturnType<typeof submit<unknown, { version: number }>>>,
    name: 'drawnForm' | 'maskForm' | 'soundForm',
  ): Promise<void> {
    if (outcome.done) {
      goTo(response, `/clips/${id}/redactions#version-${outcome.result.version}`);
      return;
    }
    const viewing = ids.viewing.safeParse((body as { viewing?: unknown } | undefined)?.viewing).data;
    const state: RedactionPageState = { viewing, [name]: outcome.form };
    await this.page.show(response, by, id, state, outcome.status);
  }
}
