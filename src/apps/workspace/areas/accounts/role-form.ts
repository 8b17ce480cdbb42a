import { Catch } from '@nestjs/common';
import type { Response } from 'express';
import { Accounts, standingSeen, type Account } from '../../../../features/identity';
import { DomainError } from '../../../../kernel/errors';
import type { Seen } from '../../../../kernel/seen';
import { newRoleTyped } from './account.model';
import { defineForm, emptyForm, type FormState, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';
import { ids } from '../../shell/inputs/ids';
import { show } from '../../shell/layout/pages';
import { ROLE_CHOICES, ROLE_WORDS } from '../../shell/people/role-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/accounts/account.njk': {
      readonly account: Account;
      readonly roleWords: typeof ROLE_WORDS;
      readonly roles: typeof ROLE_CHOICES;
      readonly form: FormState;
      readonly seen: Seen;
    };
  }
}

/** Another role for an officer. */
export const roleForm = defineForm({
  id: 'account',
  schema: newRoleTyped,
  labels: { role: 'New role', seen: '' },
});

export function showAccount(response: Response, account: Account, form = emptyForm(), status = 200): void {
  const words = { roleWords: ROLE_WORDS, roles: ROLE_CHOICES };
  const shown = { account, seen: standingSeen(account), form, summary: form.summary };
  show(response, 'areas/accounts/account.njk', { title: account.displayName, ...shown, ...words }, status);
}

@Catch(DomainError)
export class RoleFormPage extends FormPage {
  constructor(private readonly accounts: Accounts) {
    super();
  }

  protected formOf() {
    return roleForm;
  }

  protected async show({ request, response }: Asked, { form, status }: Refused): Promise<void> {
    showAccount(response, await this.accounts.get(ids.officer.parse(request.params['id'])), form, status);
  }
}
