import { Body, Controller, Param, Post, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Passkeys, type Officer } from '../../../../features/identity';
import type { PasskeyId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, FullStepUp } from '../../shell/access/access';
import { defineForm, emptyForm, type FormState, submit } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo, show } from '../../shell/layout/pages';
import { PasskeyNamePage } from './passkey-form';
import { asMade, named, newPasskeyForm } from './passkeys.model';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/sign-in/add-passkey.njk': { readonly form: FormState };
  }
}

const adding = defineForm({
  id: 'add-passkey',
  schema: newPasskeyForm,
  labels: { name: 'Name', passkey: 'Passkey' },
});

/** Adding and removing passkeys. The list is on the page of the second step. */
@Controller('passkeys')
@AccessFor('officer')
export class PasskeysPagesController {
  constructor(private readonly passkeys: Passkeys) {}

  @Post('begin')
  @FullStepUp(named)
  @UseFilters(PasskeyNamePage)
  begin(@Body({ schema: named }) { name }: z.infer<typeof named>, @Res() response: Response): void {
    this.page(response, emptyForm({ name }));
  }

  @Post()
  @FullStepUp()
  async add(@CurrentOfficer() by: Officer, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const outcome = await submit(adding, body, ({ name, passkey }) =>
      this.passkeys.add(by, name, asMade(passkey)),
    );
    if (!outcome.done) this.page(response, outcome.form, outcome.status);
    else if (outcome.result.codes.length === 0) goTo(response, '/second-factor');
    else
      show(response, 'areas/sign-in/recovery-codes.njk', {
        title: 'Your recovery codes',
        codes: outcome.result.codes,
      });
  }

  @Post(':id/remove')
  @FullStepUp()
  async remove(
    @Param('id', { schema: ids.passkey }) id: PasskeyId,
    @Res() response: Response,
  ): Promise<void> {
    await this.passkeys.remove(id);
    goTo(response, '/second-factor');
  }

  private page(response: Response, form: FormState, status = 200): void {
    show(response, 'areas/sign-in/add-passkey.njk', { title: 'Add a passkey', form }, status);
  }
}
