import type { INestApplicationContext } from '@nestjs/common';
import type { Alarm } from '../../custody';
import { alarmWords, LogWatch } from '../../features/log-watch';
import type { Logger } from '../../platform/observability';

/** Says at once in the log of the worker what is wrong with the custody log, and again after each start while it stands. */
export class Watching {
  private readonly watch: LogWatch;
  private readonly said = new Set<string>();
  private waited = false;

  constructor(
    app: INestApplicationContext,
    private readonly logger: Logger,
  ) {
    this.watch = app.get(LogWatch);
  }

  /** `false` always: it waits its turn. */
  async look(): Promise<boolean> {
    await this.watch.look();
    for (const alarm of await this.watch.standing()) this.say(alarm);
    return false;
  }

  /** Every record. Not at the start, where there is other work. */
  async check(): Promise<boolean> {
    if (this.waited) await this.watch.check();
    this.waited = true;
    return false;
  }

  async standing(): Promise<number> {
    return (await this.watch.standing()).length;
  }

  private say(alarm: Alarm): void {
    if (this.said.has(alarm.id)) return;
    this.said.add(alarm.id);
    this.logger.error(
      { alarm: alarm.id, what: alarm.what },
      `ALARM: ${alarmWords(alarm)} Nothing is sealed until a person has dealt with it: see docs/custody-log.md, When the log and a memory differ`,
    );
  }
}
