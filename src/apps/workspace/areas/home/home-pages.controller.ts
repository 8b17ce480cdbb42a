import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CareService } from '../../../../features/consent';
import { may, type Officer } from '../../../../features/identity';
import {
  OverviewService,
  WORK_KINDS,
  WorkService,
  type OverviewLine,
  type WorkKind,
} from '../../../../features/work';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { flagLine, type FlagLine } from '../../shell/flags/flag-words';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { WORK_SECTIONS, workWords } from './work-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/home/home-without-cases.njk': { readonly form: FormState };
    'areas/home/home.njk': {
      readonly sections: readonly WorkSection[];
      readonly quiet: readonly WorkSection[];
      readonly flags: readonly FlagLine[];
      /** For supervisors. */
      readonly pressing: readonly OverviewLine[];
    };
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
const PRESSING = 10;

@Controller()
export class HomeController {
  constructor(
    private readonly care: CareService,
    private readonly work: WorkService,
    private readonly overview: OverviewService,
  ) {}

  @Get()
  @AccessFor('settled-officer')
  async home(@CurrentOfficer() by: Officer, @Res() response: Response): Promise<void> {
    if (!may(by.role, 'investigations')) {
      show(response, 'areas/home/home-without-cases.njk', { title: 'Start', form: emptyForm() });
      return;
    }
    const [flags, work, pressing] = await Promise.all([
      this.care.flags(by.id),
      this.work.atHand(AT_HAND + 1),
      may(by.role, 'supervision') ? this.overview.pressing(PRESSING) : [],
    ]);
    const sections = WORK_KINDS.map((kind) => ({
      kind,
      ...WORK_SECTIONS[kind],
      lines: work[kind].slice(0, AT_HAND).map(workWords),
      more: work[kind].length > AT_HAND,
    }));
    show(response, 'areas/home/home.njk', {
      title: 'What needs doing',
      sections,
      quiet: sections.filter(({ lines }) => lines.length === 0),
      flags: flags.map(flagLine),
      pressing,
    });
  }
}
