import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { TimesTogetherService } from '../../../../features/footage';
import type { Officer } from '../../../../features/identity';
import type { ClipId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, submit, tickedIn } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { timesForm } from './times-together.model';
import { TimesTogetherPage } from './times-together-page';

const choosing = defineForm({
  id: 'times',
  schema: timesForm,
  labels: { clips: 'Clips', groups: 'Groups', choices: 'Time', reason: 'Reason' },
});

const CHOICE = 'choice-';

function choicesIn(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  const named = Object.entries(body).filter(
    (entry): entry is [string, string] => entry[0].startsWith(CHOICE) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(named.map(([name, reading]) => [name.slice(CHOICE.length), reading]));
}

const textIn = (body: unknown, field: string): string => tickedIn(body, field)[0] ?? '';

/** The times of the clips that were picked in the evidence of an investigation, chosen in one act. */
@Controller('investigations/:id/evidence/times')
@AccessFor('investigations')
export class TimesTogetherPagesController {
  constructor(
    private readonly page: TimesTogetherPage,
    private readonly times: TimesTogetherService,
  ) {}

  @Post()
  async choose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const [clips, picked, address] = [tickedIn(body, 'clips'), choicesIn(body), textIn(body, 'address')];
    const given = {
      clips,
      groups: tickedIn(body, 'groups'),
      choices: picked,
      reason: textIn(body, 'reason'),
    };
    const outcome = await submit(choosing, given, (together) => this.times.choose(by.id, id, together));
    if (outcome.done) {
      const query = new URLSearchParams(address);
      const [count, noun] = [outcome.result, outcome.result === 1 ? 'clip' : 'clips'];
      query.set('done', `times of ${count} ${noun} chosen`);
      goTo(response, `/investigations/${id}/evidence?${query.toString()}`);
      return;
    }
    const shown: ClipId[] = clips.flatMap((clip) => ids.clip.safeParse(clip.split('.')[0]).data ?? []);
    const groups = await this.page.read(by, id, shown);
    await this.page.show(response, by, id, groups, { address, form: outcome.form, picked }, outcome.status);
  }
}
