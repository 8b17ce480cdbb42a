import { Injectable } from '@nestjs/common';
import { DisposalsRepository } from './disposals.repository';
import { HoldsRepository } from './holds.repository';
import { KeptItemsRepository } from './items.repository';
import { OutcomesRepository } from './outcomes.repository';
import { AskedPeopleRepository } from './people.repository';

/** The rows that the pages of this feature are made of. */
@Injectable()
export class RetentionRows {
  constructor(
    readonly outcomes: OutcomesRepository,
    readonly holds: HoldsRepository,
    readonly items: KeptItemsRepository,
    readonly disposals: DisposalsRepository,
    readonly people: AskedPeopleRepository,
  ) {}
}
