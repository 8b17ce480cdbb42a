import { Catch } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../../../../kernel/errors';
import { newOfficer } from './account.model';
import { defineForm, emptyForm, type Refused, type FormState } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';
import { show } from '../../shell/layout/pages';
import { ROLE_CHOICES } from '../../shell/people/role-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/accounts/new.njk': { readonly form: FormState; readonly roles: typeof ROLE_CHOICES };
  }
}

/** An account for one more officer. */
export const officerForm = defineForm({
  id: 'officer',
  schema: newOfficer,
  labels: { displayName: 'Name', email: 'Email address', role: 'Role' },
  refusals: { 'email-taken': 'email' },
});

export const showNewOfficer = (response: Response, form = emptyForm(), status = 200): void =>
  show(response, 'areas/accounts/new.njk', { title: 'Add an officer', form, roles: ROLE_CHOICES }, status);

@Catch(DomainError)
export class OfficerFormPage extends FormPage {
  protected formOf() {
    return officerForm;
  }

  protected show({ response }: Asked, { form, status }: Refused): void {
    showNewOfficer(response, form, status);
  }
}
