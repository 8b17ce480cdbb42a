import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { TimesTogetherService, type TimeGroups } from '../../../../features/footage';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ClipId, InvestigationId } from '../../../../kernel/ids';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { LEFT_OUT } from './times-together.model';
import { timesTogetherView, type TimesTogetherView } from './times-together-view';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/evidence/times-together.njk': {
      readonly investigation: Investigation;
      readonly times: TimesTogetherView;
      /** What is asked for in the list of evidence, to which one goes back. */
      readonly address: string;
      readonly form: FormState;
      /** By group. */
      readonly picked: Readonly<Record<string, string>>;
      readonly leftOut: string;
    };
  }
}

interface State {
  readonly address: string;
  readonly form?: FormState;
  readonly picked?: Readonly<Record<string, string>>;
}

/** Where the times of several clips are chosen at once. */
@Injectable()
export class TimesTogetherPage {
  constructor(
    private readonly times: TimesTogetherService,
    private readonly investigations: InvestigationsService,
  ) {}

  /** @throws NotFound, NoClipsForTimes, TooManyForTimes */
  read(by: Officer, id: InvestigationId, clips: readonly ClipId[]): Promise<TimeGroups> {
    return this.times.groups(by.id, id, clips);
  }

  async show(
    response: Response,
    by: Officer,
    id: InvestigationId,
    groups: TimeGroups,
    { address, form = emptyForm(), picked = {} }: State,
    status = 200,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    show(
      response,
      'areas/evidence/times-together.njk',
      {
        title: `Choose times in ${investigation.urn}`,
        investigation,
        times: timesTogetherView(groups),
        ...{ address, form, picked, leftOut: LEFT_OUT, summary: form.summary },
      },
      status,
    );
  }
}
