import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { MessageChannel } from '../../platform/messages';
import { refusalOf, type Refusal, type Situation } from './domain/gate';

/** The gate, as this service is set up, now. */
@Injectable()
export class MessageGate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  get channels(): readonly MessageChannel[] {
    const { driver, notify } = this.config.messages;
    if (driver === 'smtp') return ['email'];
    if (driver === 'none') return [];
    return [
      ...(notify.smsTemplate === undefined ? [] : (['text'] as const)),
      ...(notify.emailTemplate === undefined ? [] : (['email'] as const)),
    ];
  }

  refusal(situation: Situation): Refusal | undefined {
    return refusalOf(situation, this.channels, this.now());
  }

  link(secret: string): string {
    return new URL(`/i/${secret}`, this.config.intake.publicUrl).href;
  }

  now(): Date {
    return this.clock.now();
  }
}
