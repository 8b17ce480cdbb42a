import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  answersOf,
  cellsOf,
  endorsementsSeen,
  ENDORSEMENT_WORDS,
  ENDORSEMENTS,
  FORM_STATE_WORDS,
  FORM_WORDS,
  formState,
  headings,
  isRestricted,
  NIL,
  SchedulesService,
  stateMark,
  type FormState as ScheduleState,
  type MadeSchedule,
} from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ScheduleId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/disclosure/schedule.njk': {
      readonly schedule: MadeSchedule;
      readonly state: ScheduleState;
      readonly stateWords: string;
      readonly mark: string;
      /** Decisions say otherwise since it was made. */
      readonly isOutOfDate: boolean;
      readonly words: string;
      readonly nil: string;
      readonly headings: readonly string[];
      readonly rows: readonly { readonly position: number; readonly cells: readonly string[] }[];
      readonly answers: ReturnType<typeof answersOf>;
      readonly restricted: boolean;
      /** What it says of endorsements. */
      readonly seen: Seen;
      readonly choices: readonly { readonly value: string; readonly text: string }[];
      readonly ticked: readonly string[];
      readonly signatureForm: FormState;
      readonly sendingForm: FormState;
      readonly endorseForm: FormState;
      readonly listForm: FormState;
    };
  }
}

export interface SchedulePageState {
  readonly signatureForm?: FormState;
  readonly sendingForm?: FormState;
  readonly endorseForm?: FormState;
  readonly listForm?: FormState;
  /** Boxes to show ticked again. */
  readonly ticked?: readonly string[];
}

/** A form to read, and what can be done with it next. */
@Injectable()
export class SchedulePage {
  constructor(private readonly schedules: SchedulesService) {}

  /** @throws NotFound */
  async show(
    response: Response,
    by: Officer,
    id: ScheduleId,
    page: SchedulePageState = {},
    status = 200,
  ): Promise<void> {
    const schedule = await this.schedules.get(by.id, id);
    const { form, version } = schedule;
    const state = formState(schedule);
    const isOutOfDate = await this.schedules.isOutOfDate(by.id, schedule);
    const forms = {
      signatureForm: page.signatureForm ?? emptyForm(),
      sendingForm: page.sendingForm ?? emptyForm(),
      endorseForm: page.endorseForm ?? emptyForm(),
      listForm: page.listForm ?? emptyForm(),
    };
    const context = {
      title: `${form}, version ${version}`,
      ...{ schedule, state, stateWords: FORM_STATE_WORDS[state], mark: stateMark(schedule), isOutOfDate },
      ...{ words: FORM_WORDS[form], nil: NIL[form], restricted: isRestricted(form) },
      headings: headings(form),
      rows: cellsOf(schedule).map((cells, place) => ({
        cells,
        position: schedule.rows[place]?.position ?? 0,
      })),
      answers: answersOf(schedule),
      seen: endorsementsSeen(schedule),
      choices: ENDORSEMENTS.map((value) => ({ value, text: ENDORSEMENT_WORDS[value] })),
      ticked: page.ticked ?? [],
      ...forms,
      summary: Object.values(forms).flatMap(({ summary }) => summary),
    };
    show(response, 'areas/disclosure/schedule.njk', context, status);
  }
}
