import { Catch } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../../../kernel/errors';
import { newOfficer } from '../api/models/officer';
import { defineForm, emptyForm, type Refused, type FormState } from './form';
import { FormPage, type Asked } from './form-page';
import { show } from './pages';
import { ROLE_CHOICES } from './role-words';

declare module './pages' {
  interface Pages {
    'officers/new.njk': { readonly form: FormState; readonly roles: typeof ROLE_CHOICES };
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
  show(response, 'officers/new.njk', { title: 'Add an officer', form, roles: ROLE_CHOICES }, status);

@Catch(DomainError)
export class OfficerFormPage extends FormPage {
  protected formOf() {
    return officerForm;
  }

  protected show({ response }: Asked, { form, status }: Refused): void {
    showNewOfficer(response, form, status);
  }
}
