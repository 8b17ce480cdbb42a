import type { Config } from '../../config';
import type { Clock } from '../../kernel/clock';
import type { MessageDriver } from './driver';
import { NotifyDriver } from './notify';
import { SmtpDriver } from './smtp';

/** The driver that the settings name; none by default. @throws Error naming the setting that lacks. */
export function openMessageDriver(messages: Config['messages'], clock: Clock): MessageDriver | undefined {
  const { driver, timeoutSeconds, notify, smtp } = messages;
  const needed = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new Error(`MESSAGES_DRIVER is ${driver}, and ${name} is not set`);
    return value;
  };
  if (driver === 'none') return undefined;
  if (driver === 'smtp') {
    const url = needed('SMTP_URL', smtp.url);
    return new SmtpDriver({ url, from: needed('SMTP_FROM', smtp.from), plain: smtp.plain, timeoutSeconds });
  }
  return new NotifyDriver(
    { ...notify, apiKey: needed('NOTIFY_API_KEY', notify.apiKey), timeoutSeconds },
    clock,
  );
}
