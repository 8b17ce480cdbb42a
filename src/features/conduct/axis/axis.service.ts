import { Injectable } from '@nestjs/common';
import type { InvestigationId, OfficerId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { InvestigationsService } from '../../investigations';
import { ConductRepository, type OrderRow } from '../conduct.repository';
import { AxisRepository, type AxisItem, type AxisOccasion, type Bounds, type Step } from './axis.repository';
import { rangeOf, whole, type Range } from './zoom';

/** As many as a screen has room for. */
export const STEPS = 60;
/** Of the list below, and of the occasions above. */
export const LINES = 50;
const OCCASIONS = 500;

export interface Axis {
  readonly bounds: Bounds;
  /** Undefined where no time is known of anything. */
  readonly shown:
    | {
        readonly all: Range;
        readonly range: Range;
        readonly steps: readonly Step[];
        readonly occasions: readonly AxisOccasion[];
        /** In the order of time, the first `LINES` of the range. */
        readonly items: readonly AxisItem[];
        readonly more: boolean;
      }
    | undefined;
  readonly orders: readonly OrderRow[];
}

/** All clips and incidents of an investigation on one axis of time, never more of them than a screen shows. */
@Injectable()
export class AxisService {
  constructor(
    private readonly database: Database,
    private readonly axis: AxisRepository,
    private readonly conduct: ConductRepository,
    private readonly investigations: InvestigationsService,
  ) {}

  /** @throws NotFound */
  async of(
    by: OfficerId,
    id: InvestigationId,
    asked: { readonly from?: Date | undefined; readonly until?: Date | undefined },
  ): Promise<Axis> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      const bounds = await this.axis.bounds(tx, id);
      const orders = (await this.conduct.orders(tx, id)).filter(({ withdrawn }) => withdrawn === null);
      if (bounds.first === null || bounds.last === null) return { bounds, shown: undefined, orders };
      const all = whole(bounds.first, bounds.last);
      const range = rangeOf(asked, all);
      const [from, until] = [new Date(range.from), new Date(range.until)];
      const items = await this.axis.items(tx, id, from, until, LINES + 1);
      const shown = {
        ...{ all, range, items: items.slice(0, LINES), more: items.length > LINES },
        steps: await this.axis.steps(tx, id, from, until, STEPS),
        occasions: await this.axis.occasions(tx, id, from, until, OCCASIONS),
      };
      return { bounds, shown, orders };
    });
  }
}
