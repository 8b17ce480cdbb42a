import { Controller, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import type { InvestigationId } from '../../../../kernel/ids';
import { ValidationFailed } from '../../../../platform/http';
import { CurrentOfficer } from '../../shell/access/access';
import { Items } from './items';
import { added, ITEM_FORM, itemFields } from './addition.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('exhibits')
@Controller('api/v1')
export class AdditionsController {
  constructor(private readonly items: Items) {}

  @Post('investigations/:id/additions')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: ITEM_FORM })
  @Operation({
    access: 'investigations',
    summary: 'Add a photograph, a document or a result as an exhibit',
    status: 201,
    answer: added,
    problems: [404, 409],
  })
  async add(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Req() request: Request,
  ): Promise<z.infer<typeof added>> {
    const fits = (fields: object): boolean => itemFields.safeParse(fields).success;
    return this.items.receive(request, by, id, fits, async (fields, add) => {
      const parsed = itemFields.safeParse(fields);
      if (!parsed.success) throw new ValidationFailed(parsed.error.issues);
      return { id: await add(parsed.data) };
    });
  }
}
