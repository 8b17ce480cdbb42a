import { Catch } from '@nestjs/common';
import { DomainError } from '../../../../kernel/errors';
import { defineForm, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';
import { named } from './passkeys.model';
import { SecondFactorPage } from './second-factor-page';

/** What a new passkey is called, before it is made. */
const naming = defineForm({ id: 'passkey', schema: named, labels: { name: 'Name' } });

@Catch(DomainError)
export class PasskeyNamePage extends FormPage {
  constructor(private readonly secondFactor: SecondFactorPage) {
    super();
  }

  protected formOf() {
    return naming;
  }

  protected async show({ request, response }: Asked, { form, status }: Refused): Promise<void> {
    await this.secondFactor.show(request, response, form, status);
  }
}
