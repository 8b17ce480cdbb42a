import { Inject, Injectable } from '@nestjs/common';
import { chronologyPdf, ConductService } from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService } from '../../../../features/investigations';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { InvestigationId } from '../../../../kernel/ids';
import { formatDateTime } from '../../../../platform/http';

/** The chronology of an investigation, as a file. */
@Injectable()
export class Chronologies {
  constructor(
    private readonly conduct: ConductService,
    private readonly investigations: InvestigationsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async make(by: Officer, id: InvestigationId, reason: string): Promise<{ name: string; bytes: Buffer }> {
    const { urn, offence } = await this.investigations.get(by.id, id);
    const conduct = await this.conduct.forChronology(by.id, id, reason);
    const madeAt = formatDateTime(this.clock.now());
    const bytes = await chronologyPdf(conduct, { urn, offence, madeBy: by.displayName, madeAt });
    return { name: `chronology-${urn.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.pdf`, bytes };
  }
}
