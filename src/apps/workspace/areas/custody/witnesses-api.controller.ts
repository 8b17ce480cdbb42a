import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { WitnessesService } from '../../../../features/witnesses';
import { witnessList, witnessView } from './custody.model';
import { Operation } from '../../shell/api/operation';

@ApiTags('custody')
@Controller('api/v1/custody/witnesses')
export class WitnessesController {
  constructor(private readonly witnesses: WitnessesService) {}

  @Get()
  @Operation({
    access: 'custody',
    summary: 'Who else watches the log, and the newest head that each has cosigned',
    answer: witnessList,
  })
  async list(): Promise<z.infer<typeof witnessList>> {
    return { items: (await this.witnesses.list()).map(witnessView) };
  }
}
