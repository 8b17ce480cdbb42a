/** A person's browser, as far as it matters: keeps cookies of one site and fails loudly. */
export class Client {
  #cookies = new Map();

  constructor(origin) {
    this.origin = origin;
  }

  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** One request; redirects are not followed. @throws Error unless the status is one of `expected` */
  async send(method, path, { expected = [200], headers = {}, body } = {}) {
    const response = await fetch(new URL(path, this.origin), {
      method,
      body,
      redirect: 'manual',
      headers: { ...headers, ...(this.cookie === '' ? {} : { cookie: this.cookie }), origin: this.origin },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    if (expected.includes(response.status)) return response;
    const said = (await response.text()).slice(0, 300);
    throw new Error(`${method} ${path.replace(/^\/i\/.*/, '/i/...')} answered ${response.status}: ${said}`);
  }

  async json(method, path, body, expected) {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await this.send(method, path, {
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(expected && { expected }),
    });
    return response.status === 204 ? undefined : response.json();
  }

  /** Posts a form as a page does; gives where the answer leads to. */
  async form(path, fields) {
    const response = await this.send('POST', path, {
      expected: [303],
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    return new URL(response.headers.get('location') ?? '/', this.origin).pathname;
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const gone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (gone) this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** Asks until the answer holds. */
export async function until(what, ask, seconds = 300) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what} did not come about within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
