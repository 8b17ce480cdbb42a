import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CareService, type Flag } from '../../../features/consent';
import { may, type Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import { WORK_KINDS, WorkService, type WorkKind } from '../../../features/work';
import { AccessFor, CurrentOfficer } from '../access/access';
import { newInvestigation } from '../api/models/investigation';
import { FLAG_WORDS } from './care-words';
import { defineForm, emptyForm, type FormState, submit } from './form';
import { goTo, show } from './pages';
import { WORK_SECTIONS, workWords } from './work-words';

declare module './pages' {
  interface Pages {
    'home-without-cases.njk': { readonly form: FormState };
    'home.njk': {
      readonly sections: readonly WorkSection[];
      readonly quiet: readonly WorkSection[];
      readonly flags: readonly Flag[];
      readonly flagWords: typeof FLAG_WORDS;
    };
    'new-investigation.njk': { readonly form: FormState };
  }
}

type WorkSection = (typeof WORK_SECTIONS)[WorkKind] & {
  readonly kind: WorkKind;
  readonly lines: readonly ReturnType<typeof workWords>[];
  /** There are more than these. */
  readonly more: boolean;
};

/** Lines of each kind; a page of its own has the rest. */
const AT_HAND = 6;

const openForm = defineForm({
  id: 'open',
  schema: newInvestigation,
  labels: { urn: 'Crime reference (URN)', offence: 'Offence', team: 'Team' },
  refusals: { 'urn-taken': 'urn' },
});

@Controller()
export class HomeController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly care: CareService,
    private readonly work: WorkService,
  ) {}

  @Get()
  @AccessFor('settled-officer')
  async home(@CurrentOfficer() by: Officer, @Res() response: Response): Promise<void> {
    if (!may(by.role, 'investigations')) {
      show(response, 'home-without-cases.njk', { title: 'Start', form: emptyForm() });
      return;
    }
    const [flags, work] = await Promise.all([this.care.flags(by.id), this.work.atHand(by.id, AT_HAND + 1)]);
    const sections = WORK_KINDS.map((kind) => ({
      kind,
      ...WORK_SECTIONS[kind],
      lines: work[kind].slice(0, AT_HAND).map(workWords),
      more: work[kind].length > AT_HAND,
    }));
    show(response, 'home.njk', {
      title: 'What needs doing',
      sections,
      quiet: sections.filter(({ lines }) => lines.length === 0),
      flags,
      flagWords: FLAG_WORDS,
    });
  }

  @Get('investigations/new')
  @AccessFor('investigations')
  ask(@Res() response: Response): void {
    this.page(response, emptyForm());
  }

  @Post('investigations')
  @AccessFor('investigations')
  async open(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const outcome = await submit(openForm, body, (details) => this.investigations.open(details));
    if (outcome.done) goTo(response, `/investigations/${outcome.result}`);
    else this.page(response, outcome.form, outcome.status);
  }

  private page(response: Response, form: FormState, status = 200): void {
    show(response, 'new-investigation.njk', { title: 'Open an investigation', form }, status);
  }
}
