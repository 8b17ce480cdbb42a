import { Name, Reference, Word, type Value } from './values';

/** Spaces and remarks. */
const BETWEEN = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const REGULAR = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads values one after another, of a file as of the operators of a page: both are written alike. */
export class Scanner {
  constructor(
    private readonly text: string,
    public at = 0,
  ) {}

  /** `undefined`: there is nothing more. */
  next(): Value | undefined {
    this.#take(BETWEEN);
    const sign = this.text[this.at];
    if (sign === undefined) return undefined;
    if (sign === '/') return this.#name();
    if (sign === '(') return this.#string();
    if (sign === '[') return this.#list();
    if (sign === '<') return this.text[this.at + 1] === '<' ? this.#dictionary() : this.#hex();
    return this.#word();
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  #name(): Name {
    this.at += 1;
    const code = (_: string, hex: string): string => String.fromCharCode(parseInt(hex, 16));
    return new Name(this.#take(REGULAR).replaceAll(/#([0-9a-f]{2})/gi, code));
  }

  #string(): Buffer {
    let [depth, out] = [1, ''];
    for (this.at += 1; depth > 0; this.at += 1) {
      let sign = this.text[this.at];
      if (sign === undefined) throw new Error('a string has no end');
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
      if (sign === '\\') sign = this.#escaped();
      if (depth > 0) out += sign;
    }
    return Buffer.from(out, 'latin1');
  }

  #escaped(): string {
    const octal = /^[0-7]{1,3}/.exec(this.text.slice(this.at + 1, this.at + 4))?.[0];
    if (octal !== undefined) {
      this.at += octal.length;
      return String.fromCharCode(parseInt(octal, 8));
    }
    this.at += 1;
    const sign = this.text[this.at] ?? '';
    return sign === '\n' ? '' : (ESCAPES[sign] ?? sign);
  }

  #hex(): Buffer {
    const end = this.text.indexOf('>', this.at);
    const digits = this.text.slice(this.at + 1, end).replaceAll(/\s/g, '');
    this.at = end + 1;
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
  }

  #until(end: string): Value[] {
    const values: Value[] = [];
    for (;;) {
      this.#take(BETWEEN);
      if (this.text.startsWith(end, this.at)) break;
      const value = this.next();
      if (value === undefined) throw new Error(`there is no ${end}`);
      // A reference is two numbers and the letter R.
      if (value instanceof Word && value.text === 'R') {
        values.pop();
        values.push(new Reference(Number(values.pop())));
      } else values.push(value);
    }
    this.at += end.length;
    return values;
  }

  #list(): Value[] {
    this.at += 1;
    return this.#until(']');
  }

  #dictionary(): Map<string, Value> {
    this.at += 2;
    const values = this.#until('>>');
    const entries = new Map<string, Value>();
    for (let place = 0; place < values.length; place += 2) {
      const key = values[place];
      if (!(key instanceof Name)) throw new Error('a key is no name');
      entries.set(key.text, values[place + 1] ?? null);
    }
    return entries;
  }

  #word(): Value {
    const text = this.#take(REGULAR);
    if (text === '') throw new Error(`unexpected ${this.text[this.at] ?? 'end'} at ${this.at}`);
    if (NUMBER.test(text)) return Number(text);
    if (text === 'true' || text === 'false') return text === 'true';
    return text === 'null' ? null : new Word(text);
  }
}
