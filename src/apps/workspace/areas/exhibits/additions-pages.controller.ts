import { randomUUID } from 'node:crypto';
import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CONFIG, type Config } from '../../../../config';
import { ADDITION_KINDS, ADDITION_WORDS } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { AnotherOfficer } from '../../shell/access/access.errors';
import { SHOWN_TO } from '../../shell/access/posted';
import { itemFields } from './addition.model';
import { ids } from '../../shell/inputs/ids';
import { Items } from './items';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { ACCEPT_LABELS } from '../../shell/clips/decision-forms';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/exhibits/new.njk': {
      readonly investigation: Investigation;
      readonly form: FormState;
      readonly kinds: readonly Choice[];
      readonly limit: number;
    };
  }
}

type Fields = Readonly<Record<string, string>>;

const addForm = defineForm({
  id: 'add',
  // The file comes beside the fields, and is refused beside them.
  schema: itemFields.extend({ file: z.never().optional() }),
  labels: { ...ACCEPT_LABELS, id: 'Id of the item', kind: 'What is it', file: 'File' },
  refusals: { 'no-file': 'file' },
});

/** Adding what did not come through a private link. */
@Controller('investigations/:id')
@AccessFor('investigations')
export class AdditionPagesController {
  constructor(
    private readonly items: Items,
    private readonly investigations: InvestigationsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('exhibits/new')
  async form(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    // The form's own id: sent twice, it adds one item.
    const proposed = { id: randomUUID(), producerName: by.displayName, initials: by.initials };
    await this.showForm(response, by, id, emptyForm(proposed), 200);
  }

  @Post('exhibits')
  async add(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const fits = ({ [SHOWN_TO]: to, ...fields }: Fields): boolean =>
      (to === undefined || to === by.id) && itemFields.safeParse(fields).success;
    const outcome = await this.items.receive(request, by, id, fits, ({ [SHOWN_TO]: to, ...fields }, add) => {
      if (to !== undefined && to !== by.id) throw new AnotherOfficer();
      return submit(addForm, fields, add);
    });
    if (outcome.done) goTo(response, `/clips/${outcome.result}`);
    else await this.showForm(response, by, id, outcome.form, outcome.status);
  }

  private async showForm(
    response: Response,
    by: Officer,
    id: InvestigationId,
    form: FormState,
    status: number,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const context = {
      title: 'Add an exhibit',
      investigation,
      form,
      summary: form.summary,
      kinds: ADDITION_KINDS.map((value) => ({ value, text: ADDITION_WORDS[value] })),
      limit: this.config.limits.additionBytes,
    };
    show(response, 'areas/exhibits/new.njk', context, status);
  }
}
