import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ChecksService, type LogCheck } from '../../../../features/audit';
import type { Officer } from '../../../../features/identity';
import { AlarmsService, alarmWords, type AlarmState } from '../../../../features/log-watch';
import { isAlarm, witnessName, WitnessesService, witnessTroubleWords } from '../../../../features/witnesses';
import type { LogCheckId } from '../../../../kernel/ids';
import { describeVerdict } from '../../../../verifier';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/custody/checks.njk': {
      readonly alarms: readonly AlarmLine[];
      readonly checks: readonly CheckLine[];
      readonly witnesses: readonly WitnessLine[];
    };
    'areas/custody/check.njk': {
      readonly check: CheckLine;
      readonly verdict:
        | { readonly verdict: NonNullable<LogCheck['verdict']>; readonly text: string }
        | undefined;
    };
  }
}

type CheckLine = ReturnType<typeof inWords>;
type AlarmLine = ReturnType<typeof alarmLine>;
type WitnessLine = ReturnType<typeof witnessLine>;

const inWords = (check: LogCheck): LogCheck & { text: string } => ({
  ...check,
  text: check.verdict === null ? 'Being checked' : describeVerdict(check.verdict),
});

const alarmLine = (row: AlarmState): AlarmState & { text: string } => ({ ...row, text: alarmWords(row) });

const witnessLine = (row: Awaited<ReturnType<WitnessesService['list']>>[number]) => ({
  ...row,
  name: witnessName(row.witness),
  alarm: isAlarm(row.trouble),
  words: row.trouble === null ? 'Cosigned' : witnessTroubleWords(row.trouble),
});

/** The live check of the whole log. */
@Controller('custody/checks')
@AccessFor('custody')
export class LogCheckPagesController {
  constructor(
    private readonly checks: ChecksService,
    private readonly witnesses: WitnessesService,
    private readonly alarms: AlarmsService,
  ) {}

  @Get()
  async list(@Res() response: Response): Promise<void> {
    const checks = (await this.checks.list()).map(inWords);
    const witnesses = (await this.witnesses.list()).map(witnessLine);
    const alarms = (await this.alarms.list()).map(alarmLine);
    show(response, 'areas/custody/checks.njk', { title: 'Check the whole log', alarms, checks, witnesses });
  }

  @Post()
  async ask(@CurrentOfficer() by: Officer, @Res() response: Response): Promise<void> {
    goTo(response, `/custody/checks/${await this.checks.ask(by.id)}`);
  }

  @Get(':id')
  async one(@Param('id', { schema: ids.logCheck }) id: LogCheckId, @Res() response: Response): Promise<void> {
    const check = inWords(await this.checks.get(id));
    const verdict = check.verdict === null ? undefined : { verdict: check.verdict, text: check.text };
    show(response, 'areas/custody/check.njk', { title: 'Check of the whole log', check, verdict });
  }
}
