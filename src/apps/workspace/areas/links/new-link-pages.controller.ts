import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CareService } from '../../../../features/consent';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService } from '../../../../features/investigations';
import type { InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { newLinkForm } from './care.model';
import { showIssued } from './issued-page';
import { ids } from '../../shell/inputs/ids';
import { HerLanguage } from '../../shell/link-language';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import {
  SAFE_CONTACT_LABELS,
  safeContactGiven,
  safeContactView,
  type SafeContactGiven,
  type SafeContactView,
} from './safe-contact-view';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/links/new.njk': SafeContactView & {
      readonly id: InvestigationId;
      readonly form: FormState;
      readonly languages: readonly Choice[];
    };
  }
}

const linkForm = defineForm({
  id: 'safe',
  schema: newLinkForm,
  labels: { ...SAFE_CONTACT_LABELS, valid: 'Days', name: 'Name of the link', language: 'Language' },
});

/** Before a link is made it is asked how the victim may be reached safely. */
@Controller('investigations/:id/invitations')
@AccessFor('investigations')
export class NewInvitationController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly care: CareService,
    private readonly languages: HerLanguage,
  ) {}

  @Get('new')
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.investigations.get(by.id, id);
    const form = emptyForm({ valid: '90', from: '09:00', until: '17:00' });
    this.page(response, id, form, { days: [], doNotContact: false });
  }

  @Post()
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.investigations.get(by.id, id);
    const given = safeContactGiven(body);
    const outcome = await submit(linkForm, given, async ({ days, name, record, language }) => {
      const speaking = this.languages.speaking(language);
      const { link, ...made } = await this.care.invite(by.id, id, { days, name }, record);
      return { ...made, name, link: speaking(link) };
    });
    if (outcome.done) await showIssued(response, id, 'A new private link', outcome.result);
    else this.page(response, id, outcome.form, given, outcome.status);
  }

  private page(
    response: Response,
    id: InvestigationId,
    form: FormState,
    given: SafeContactGiven,
    status = 200,
  ): void {
    const context = {
      title: 'A new private link',
      id,
      form,
      ...safeContactView(given),
      languages: this.languages.items,
    };
    show(response, 'areas/links/new.njk', context, status);
  }
}
