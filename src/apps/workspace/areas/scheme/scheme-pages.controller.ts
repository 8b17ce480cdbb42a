import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IdentityService, type Officer } from '../../../../features/identity';
import {
  SchemeService,
  type Figures,
  type Registered,
  type RecordedEntry,
} from '../../../../features/scheme';
import type { DoorbellId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { personText } from './scheme.model';
import { sendFigures, sendRegister } from './scheme-tables';
import { emptyForm, submit, type FormState, type Submitted } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { correctForm, giveForm, replaceForm, tellForm, typedOf } from './scheme-forms';
import { CHANGE_WORDS, FATE_WORDS, STATE_WORDS } from './scheme-words';
import { budgetView, forceViews, money, type ForceView } from './scheme-view';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/scheme/scheme.njk': {
      readonly figures: Figures;
      readonly budget: ReturnType<typeof budgetView>;
      readonly forces: readonly ForceView[];
    };
    'areas/scheme/register.njk': typeof REGISTER_WORDS & {
      readonly page: Paged<Registered>;
      readonly form: FormState;
      readonly asked: string | undefined;
    };
    'areas/scheme/new-doorbell.njk': { readonly form: FormState; readonly forces: readonly string[] };
    'areas/scheme/doorbell.njk': typeof WORDS & {
      readonly doorbell: Registered;
      readonly versions: readonly (RecordedEntry & { readonly who: string })[];
      readonly forces: readonly string[];
      readonly correct: FormState;
      readonly tell: FormState;
      readonly replace: FormState;
      readonly open: DoorbellForm | undefined;
      readonly form: FormState;
    };
  }
}

/** Of what can be done with one doorbell. */
const DOORBELL_FORMS = ['correct', 'tell', 'replace'] as const;
type DoorbellForm = (typeof DOORBELL_FORMS)[number];

const REGISTER_WORDS = { stateWords: STATE_WORDS, money };
const WORDS = { ...REGISTER_WORDS, changeWords: CHANGE_WORDS, fateWords: FATE_WORDS };
const after = ids.doorbell.optional();

/** The coordinator's pages: what was given out, to how many, for how much. */
@Controller('scheme')
@AccessFor('scheme')
export class SchemePagesController {
  constructor(
    private readonly scheme: SchemeService,
    private readonly identity: IdentityService,
  ) {}

  @Get()
  async overview(@Res() response: Response): Promise<void> {
    const figures = await this.scheme.figures();
    const context = {
      title: 'Doorbell scheme',
      figures,
      budget: budgetView(figures),
      forces: forceViews(figures),
    };
    show(response, 'areas/scheme/scheme.njk', context);
  }

  @Get('figures.csv')
  async figuresTable(@Res() response: Response): Promise<void> {
    await sendFigures(response, this.scheme);
  }

  @Get('doorbells.csv')
  async registerTable(@Res() response: Response): Promise<void> {
    await sendRegister(response, this.scheme);
  }

  @Get('doorbells')
  async register(
    @Query('after', { schema: after }) start: DoorbellId | undefined,
    @Query('person') typed: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const asked = typeof typed === 'string' && typed.trim() !== '' ? personText.safeParse(typed) : undefined;
    const message = asked?.error?.issues[0]?.message;
    const form: FormState = {
      values: { person: typeof typed === 'string' ? typed : '' },
      errors: message === undefined ? {} : { person: { text: message } },
      summary: message === undefined ? [] : [{ text: message, href: '#find-person' }],
    };
    const rows = message === undefined ? await this.scheme.list(PAGE_DEFAULT + 1, start, asked?.data) : [];
    const place = { path: '/scheme/doorbells', after: start, query: { person: asked?.data } };
    const page = pagedOf(rows, place, (row) => row);
    const context = {
      title: 'Doorbells given out',
      page,
      form,
      asked: asked?.data,
    };
    show(
      response,
      'areas/scheme/register.njk',
      { ...context, ...REGISTER_WORDS },
      message === undefined ? 200 : 400,
    );
  }

  @Get('doorbells/new')
  ask(@Res() response: Response): void {
    this.newPage(response, emptyForm());
  }

  @Post('doorbells')
  async give(@CurrentOfficer() by: Officer, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const outcome = await submit(giveForm, body, (row) => this.scheme.give(by.id, row));
    if (outcome.done) goTo(response, `/scheme/doorbells/${outcome.result}`);
    else this.newPage(response, outcome.form, outcome.status);
  }

  @Get('doorbells/:id')
  async doorbell(
    @Param('id', { schema: ids.doorbell }) id: DoorbellId,
    @Res() response: Response,
  ): Promise<void> {
    await this.doorbellPage(response, id);
  }

  @Post('doorbells/:id/corrections')
  async correct(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.doorbell }) id: DoorbellId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const act = submit(correctForm, body, ({ version, reason, ...row }) =>
      this.scheme.correct(by.id, id, row, { version, reason }),
    );
    await this.after(response, id, 'correct', await act);
  }

  @Post('doorbells/:id/fates')
  async tell(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.doorbell }) id: DoorbellId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const act = submit(tellForm, body, ({ fate: what, on, version, reason }) =>
      this.scheme.tell(by.id, id, what, on, { version, reason }),
    );
    await this.after(response, id, 'tell', await act);
  }

  @Post('doorbells/:id/replacements')
  async replace(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.doorbell }) id: DoorbellId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(replaceForm, body, ({ version, reason, ...instead }) =>
      this.scheme.replace(by.id, id, instead, { version, reason }),
    );
    if (outcome.done) goTo(response, `/scheme/doorbells/${outcome.result}`);
    else await this.after(response, id, 'replace', outcome);
  }

  private async after(
    response: Response,
    id: DoorbellId,
    which: DoorbellForm,
    outcome: Submitted<unknown>,
  ): Promise<void> {
    if (outcome.done) goTo(response, `/scheme/doorbells/${id}`);
    else await this.doorbellPage(response, id, { [which]: outcome.form }, outcome.status);
  }

  private newPage(response: Response, form: FormState, status = 200): void {
    const context = { title: 'Register a doorbell', form, forces: this.scheme.forces };
    show(response, 'areas/scheme/new-doorbell.njk', context, status);
  }

  /** The doorbell with its history; `forms` holds the one that needs another look. */
  private async doorbellPage(
    response: Response,
    id: DoorbellId,
    forms: Readonly<Partial<Record<DoorbellForm, FormState>>> = {},
    status = 200,
  ): Promise<void> {
    const doorbell = await this.scheme.get(id);
    const names = await this.identity.names(doorbell.versions.map(({ recordedBy }) => recordedBy));
    const versions = doorbell.versions
      .map((row) => ({ ...row, who: names.get(row.recordedBy) ?? row.recordedBy }))
      .toReversed();
    const context = {
      title: `${doorbell.make} ${doorbell.model}`,
      doorbell,
      versions,
      forces: [...new Set([...this.scheme.forces, doorbell.force])],
      correct: emptyForm(typedOf(doorbell)),
      tell: emptyForm(),
      replace: emptyForm({ make: doorbell.make, model: doorbell.model }),
      ...forms,
      open: DOORBELL_FORMS.find((name) => forms[name] !== undefined),
      form: Object.values(forms)[0] ?? emptyForm(),
    };
    show(response, 'areas/scheme/doorbell.njk', { ...context, ...WORDS }, status);
  }
}
