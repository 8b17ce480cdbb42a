import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AlarmsService } from '../../../../features/log-watch';
import { alarmList, alarmView } from './custody.model';
import { Operation } from '../../shell/api/operation';

@ApiTags('custody')
@Controller('api/v1/custody/alarms')
export class LogAlarmsController {
  constructor(private readonly alarms: AlarmsService) {}

  @Get()
  @Operation({
    access: 'custody',
    summary: 'Where the log contradicts what is remembered of it, newest first',
    answer: alarmList,
  })
  async list(): Promise<z.infer<typeof alarmList>> {
    return { items: (await this.alarms.list()).map(alarmView) };
  }
}
