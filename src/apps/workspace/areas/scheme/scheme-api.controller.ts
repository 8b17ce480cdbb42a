import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { SchemeService } from '../../../../features/scheme';
import type { DoorbellId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { sendFigures, sendRegister } from './scheme-tables';
import { id as anyId, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import {
  correction,
  doorbell,
  doorbellDetail,
  fate,
  figures,
  figuresView,
  registerPage,
  registerQuery,
  registeredView,
  replacement,
} from './scheme.model';
import { Operation } from '../../shell/api/operation';

const created = z.strictObject({ id: anyId });

/** The register of doorbells given out. It leads to no footage, no device and no investigation. */
@ApiTags('scheme')
@Controller('api/v1/scheme')
export class SchemeController {
  constructor(private readonly scheme: SchemeService) {}

  @Get('figures')
  @Operation({
    access: 'scheme',
    summary: 'Budget, people and doorbells, by month and force',
    answer: figures,
  })
  async figures(): Promise<z.infer<typeof figures>> {
    return figuresView(await this.scheme.figures());
  }

  @Get('figures.csv')
  @Operation({
    access: 'scheme',
    summary: 'The figures by month and force, for a spreadsheet',
    answer: { mediaType: 'text/csv' },
  })
  async figuresTable(@Res() response: Response): Promise<void> {
    await sendFigures(response, this.scheme);
  }

  @Get('doorbells.csv')
  @Operation({
    access: 'scheme',
    summary: 'The whole register, for a spreadsheet',
    answer: { mediaType: 'text/csv' },
  })
  async registerTable(@Res() response: Response): Promise<void> {
    await sendRegister(response, this.scheme);
  }

  @Get('doorbells')
  @Operation({ access: 'scheme', summary: 'The register, newest first', answer: registerPage })
  async list(
    @Query({ schema: registerQuery }) { limit, after, person }: z.infer<typeof registerQuery>,
  ): Promise<z.infer<typeof registerPage>> {
    return toPage(await this.scheme.list(limit + 1, after, person), limit, registeredView);
  }

  @Post('doorbells')
  @Operation({ access: 'scheme', summary: 'Register a doorbell given out', status: 201, answer: created })
  async give(
    @CurrentOfficer() by: Officer,
    @Body({ schema: doorbell }) body: z.infer<typeof doorbell>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.scheme.give(by.id, body) };
  }

  @Get('doorbells/:id')
  @Operation({
    access: 'scheme',
    summary: 'One doorbell, with every version of its entry',
    answer: doorbellDetail,
    problems: [404],
  })
  async get(@Param('id', { schema: ids.doorbell }) id: DoorbellId): Promise<z.infer<typeof doorbellDetail>> {
    const { versions, ...now } = await this.scheme.get(id);
    return {
      ...registeredView(now),
      versions: versions.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })),
    };
  }

  @Post('doorbells/:id/corrections')
  @Operation({
    access: 'scheme',
    summary: 'Put an entry right, with a reason; the wrong one stays',
    status: 204,
    problems: [404, 409],
  })
  async correct(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.doorbell }) id: DoorbellId,
    @Body({ schema: correction }) { version, reason, ...right }: z.infer<typeof correction>,
  ): Promise<void> {
    await this.scheme.correct(by.id, id, right, { version, reason });
  }

  @Post('doorbells/:id/fates')
  @Operation({
    access: 'scheme',
    summary: 'It came back, was lost, was found again, or should never have been registered',
    status: 204,
    problems: [404, 409],
  })
  async tell(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.doorbell }) id: DoorbellId,
    @Body({ schema: fate }) { fate: what, on, version, reason }: z.infer<typeof fate>,
  ): Promise<void> {
    await this.scheme.tell(by.id, id, what, on, { version, reason });
  }

  @Post('doorbells/:id/replacements')
  @Operation({
    access: 'scheme',
    summary: 'Give another doorbell instead; the person is not counted again',
    status: 201,
    answer: created,
    problems: [404, 409],
  })
  async replace(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.doorbell }) id: DoorbellId,
    @Body({ schema: replacement }) { version, reason, ...instead }: z.infer<typeof replacement>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.scheme.replace(by.id, id, instead, { version, reason }) };
  }
}
