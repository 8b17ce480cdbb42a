import type { Config } from '../../../config';
import { systemClock } from '../../../kernel/clock';
import { openMessageDriver, type MessageDriver } from '../../../platform/messages';
import { fine, problem, reason, type Finding } from './finding';

const WAYS = { text: 'text messages', email: 'email' } as const;

const open = (config: Config): MessageDriver | undefined | Finding => {
  try {
    return openMessageDriver(config.messages, systemClock);
  } catch (error) {
    return problem('messages', reason(error), 'see docs/messages.md, Setting it up');
  }
};

/** Would a message to the victim leave? Nothing is sent to anybody. */
export async function messages(config: Config): Promise<Finding[]> {
  const driver = open(config);
  if (driver === undefined) return [fine('messages', 'none leave: links are handed over')];
  if ('what' in driver) return [driver];
  const obstacles = await driver.check();
  if (obstacles.length > 0) return obstacles.map(({ found, mend }) => problem('messages', found, mend));
  const ways = driver.channels.map((channel) => WAYS[channel]).join(' and ');
  return [
    fine('messages', `${ways} can leave by ${driver.name === 'smtp' ? 'mail server' : 'GOV.UK Notify'}`),
  ];
}
