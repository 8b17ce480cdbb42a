import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { DOUBTS, WRITTEN_KINDS, WrittenService } from '../../../../features/written';
import type { ClipId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { id, moment } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';

const writtenItem = z.strictObject({
  id,
  kind: z.enum(WRITTEN_KINDS),
  version: z.number().int().min(1).describe('what is written otherwise after a decision is another version'),
  title: z.string(),
  lines: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  frozenAt: moment.nullable().describe('when the words were fixed, with the first decision about them'),
  lockedAt: moment.nullable().describe('when their file was locked'),
  doubt: z.enum(DOUBTS).nullable().describe('why decisions made before do not stand any more'),
});

@ApiTags('disclosure')
@Controller('api/v1')
export class WrittenController {
  constructor(private readonly written: WrittenService) {}

  @Get('written/:id')
  @Operation({
    access: 'investigations',
    summary: 'A written item with its words as they stand, or as they stood when they were fixed',
    answer: writtenItem,
    problems: [404],
  })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) item: ClipId,
  ): Promise<z.infer<typeof writtenItem>> {
    const { kind, version, title, content, frozenAt, lockedAt, doubt } = await this.written.get(by.id, item);
    const lines = (content.lines ?? []).map(({ label, text }) => ({ label, text }));
    const [frozen, locked] = [frozenAt?.toISOString() ?? null, lockedAt?.toISOString() ?? null];
    return { id: item, kind, version, title, lines, frozenAt: frozen, lockedAt: locked, doubt };
  }
}
