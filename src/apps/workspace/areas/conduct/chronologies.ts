import { Inject, Injectable } from '@nestjs/common';
import { chronologyLines, chronologyPdf, ConductService, toldBy } from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService } from '../../../../features/investigations';
import { WrittenService } from '../../../../features/written';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { InvestigationId } from '../../../../kernel/ids';
import { formatDateTime } from '../../../../platform/http';

/** The chronology of an investigation, as a file. */
@Injectable()
export class Chronologies {
  constructor(
    private readonly conduct: ConductService,
    private readonly investigations: InvestigationsService,
    private readonly written: WrittenService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async make(by: Officer, id: InvestigationId, reason: string): Promise<{ name: string; bytes: Buffer }> {
    const { urn, offence } = await this.investigations.get(by.id, id);
    const conduct = await this.conduct.forChronology(by.id, id, reason);
    const now = this.clock.now();
    const madeAt = formatDateTime(now);
    await this.written.takeChronology(by.id, id, {
      ...{ title: `Chronology of ${madeAt}`, madeAt: now },
      ...{ lines: chronologyLines(conduct), tellsOf: toldBy(conduct) },
    });
    const bytes = await chronologyPdf(conduct, { urn, offence, madeBy: by.displayName, madeAt });
    return { name: `chronology-${urn.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.pdf`, bytes };
  }
}
