import { ask, jsonOf } from '../../../shell/browser/lib/ask';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

type ToMake = Parameters<typeof startRegistration>[0]['optionsJSON'];
type ToUse = Parameters<typeof startAuthentication>[0]['optionsJSON'];

const MEANS: Readonly<Record<string, string>> = {
  NotAllowedError: 'It was cancelled, or took too long. You can try again.',
  AbortError: 'It was cancelled. You can try again.',
  InvalidStateError: 'This passkey is yours already. Choose another.',
  SecurityError: 'This address is not the one that passkeys are made for.',
};
const FAILED = 'That did not work. Load this page anew and try again.';

const said = (error: unknown): string => (error instanceof Error ? MEANS[error.name] : undefined) ?? FAILED;

/** What the service gives to sign: asked for at the press of the button, since it counts for five minutes. */
async function optionsFrom<Options>(address: string): Promise<Options> {
  const answer = await ask(address, { method: 'POST', headers: { 'X-Requested-With': 'passkey' } });
  const options = answer?.ok === true ? (jsonOf(answer) as Options | undefined) : undefined;
  if (options === undefined) throw new Error(`answer ${answer?.status ?? 'none'}`);
  return options;
}

async function answerFor({ dataset }: HTMLFormElement): Promise<unknown> {
  const address = dataset['options'] ?? '';
  if (dataset['passkey'] === 'make')
    return startRegistration({ optionsJSON: await optionsFrom<ToMake>(address) });
  return startAuthentication({ optionsJSON: await optionsFrom<ToUse>(address) });
}

/** The form is sent with what the authenticator answered; without scripts its button is not there. */
function prepare(form: HTMLFormElement): void {
  const button = form.querySelector('button');
  const field = form.querySelector<HTMLInputElement>('input[name=passkey]');
  const words = form.querySelector('[data-passkey-said]');
  if (button === null || field === null || words === null) return;
  form.dataset['prepared'] = '';
  if (!browserSupportsWebAuthn()) {
    words.textContent = 'This browser has no passkeys. Use a code.';
    return;
  }
  words.textContent = '';
  button.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    words.textContent = 'Your browser asks you now.';
    answerFor(form).then(
      (answer) => {
        field.value = JSON.stringify(answer);
        form.submit();
      },
      (error: unknown) => {
        words.textContent = said(error);
        button.disabled = false;
        button.focus();
      },
    );
  });
}

document.querySelectorAll<HTMLFormElement>('form[data-passkey]').forEach(prepare);
