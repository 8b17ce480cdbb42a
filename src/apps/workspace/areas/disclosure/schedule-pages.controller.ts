import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  cellsOf,
  DRAFT_MARK,
  FORM_WORDS,
  headings,
  isRestricted,
  NIL,
  SchedulesService,
  type MadeSchedule,
} from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ScheduleId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/disclosure/schedule.njk': {
      readonly schedule: MadeSchedule;
      readonly mark: string;
      readonly words: string;
      readonly nil: string;
      readonly headings: readonly string[];
      readonly rows: ReturnType<typeof cellsOf>;
      readonly restricted: boolean;
    };
  }
}

/** A form to read. */
@Controller('schedules/:id')
@AccessFor('disclosure')
export class SchedulePagesController {
  constructor(private readonly schedules: SchedulesService) {}

  @Get()
  async schedule(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Res() response: Response,
  ): Promise<void> {
    const schedule = await this.schedules.get(by.id, id);
    const { form, version } = schedule;
    show(response, 'areas/disclosure/schedule.njk', {
      title: `${form}, version ${version}`,
      ...{ schedule, mark: DRAFT_MARK, words: FORM_WORDS[form], nil: NIL[form] },
      ...{ headings: headings(form), rows: cellsOf(schedule), restricted: isRestricted(form) },
    });
  }
}
