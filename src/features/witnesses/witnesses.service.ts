import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { WitnessesRepository, type WitnessState } from './witnesses.repository';

/** How it stands with those who watch the log. */
@Injectable()
export class WitnessesService {
  constructor(
    private readonly database: Database,
    private readonly kept: WitnessesRepository,
  ) {}

  list(): Promise<WitnessState[]> {
    return this.database.transaction((tx) => this.kept.states(tx));
  }
}
