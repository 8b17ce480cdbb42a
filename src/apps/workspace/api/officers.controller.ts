import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdentityService, type Officer } from '../../../features/identity';
import { CurrentOfficer } from '../access/access';
import { createdOfficer, newOfficer, officerView } from './models/officer';
import { Operation } from './operation';

@ApiTags('officers')
@Controller('api/v1/officers')
export class OfficersController {
  constructor(private readonly identity: IdentityService) {}

  @Post()
  @Operation({
    access: 'officers',
    summary: 'Make an account with a one-time password',
    status: 201,
    answer: createdOfficer,
    problems: [409],
  })
  async create(
    @CurrentOfficer() by: Officer,
    @Body({ schema: newOfficer }) body: z.infer<typeof newOfficer>,
  ): Promise<z.infer<typeof createdOfficer>> {
    const { officer, password } = await this.identity.createOfficer(body, by.id);
    return { ...officerView(officer), password };
  }
}
