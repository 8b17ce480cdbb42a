import { inflateSync } from 'node:zlib';
import { Scanner } from './scanner';
import { isDictionary, isList, Name, Reference, Stream, type Dictionary, type Value } from './values';

/** A PDF with a plain table of its objects, as both of our makers of documents write it. */
export class PdfFile {
  readonly #text: string;
  readonly #places = new Map<number, number>();
  readonly #known = new Map<number, Value>();
  readonly trailer: Dictionary;

  constructor(private readonly bytes: Buffer) {
    this.#text = bytes.toString('latin1');
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(this.#text)?.[1]);
    const table = /^xref\n([\s\S]*?)trailer/.exec(this.#text.slice(start));
    if (table === null) throw new Error('no plain table of objects');
    const lines = (table[1] ?? '').trimEnd().split(/\r?\n/);
    for (let at = 0; at < lines.length;) {
      const [first = 0, count = 0] = (lines[at] ?? '').split(' ').map(Number);
      for (let place = 0; place < count; place += 1) {
        const [offset = '', , kind] = (lines[at + 1 + place] ?? '').trim().split(' ');
        if (kind === 'n') this.#places.set(first + place, Number(offset));
      }
      at += 1 + count;
    }
    const trailer = new Scanner(this.#text, start + table[0].length).next();
    if (!isDictionary(trailer)) throw new Error('no trailer');
    this.trailer = trailer;
  }

  get root(): Dictionary {
    return this.dictionary(this.trailer.get('Root'));
  }

  /** What a value stands for. */
  see(value: Value | undefined): Value {
    return value instanceof Reference ? this.#object(value.number) : (value ?? null);
  }

  /** Of a stream its dictionary; empty where there is none. */
  dictionary(value: Value | undefined): Dictionary {
    const seen = this.see(value);
    if (seen instanceof Stream) return seen.dictionary;
    return isDictionary(seen) ? seen : new Map<string, Value>();
  }

  /** Always a list: what stands alone is a list of one. */
  list(value: Value | undefined): readonly Value[] {
    const seen = this.see(value);
    if (seen === null) return [];
    return isList(seen) ? seen : [value ?? null];
  }

  name(value: Value | undefined): string | undefined {
    const seen = this.see(value);
    return seen instanceof Name ? seen.text : undefined;
  }

  /** Words of people: UTF-16 with its mark, else bytes. */
  words(value: Value | undefined): string | undefined {
    const seen = this.see(value);
    if (!Buffer.isBuffer(seen)) return undefined;
    if (seen[0] !== 0xfe || seen[1] !== 0xff) return seen.toString('latin1');
    return Buffer.from(seen.subarray(2)).swap16().toString('utf16le');
  }

  data(value: Value | undefined): Buffer {
    const seen = this.see(value);
    if (!(seen instanceof Stream)) throw new Error('no stream');
    const filter = this.name(seen.dictionary.get('Filter'));
    return filter === 'FlateDecode' ? inflateSync(seen.bytes) : seen.bytes;
  }

  *pages(node: Dictionary = this.dictionary(this.root.get('Pages'))): Generator<Dictionary> {
    for (const kid of this.list(node.get('Kids'))) {
      const page = this.dictionary(kid);
      if (this.name(page.get('Type')) === 'Pages') yield* this.pages(page);
      else yield page;
    }
  }

  #object(number: number): Value {
    const known = this.#known.get(number);
    if (known !== undefined) return known;
    const place = this.#places.get(number);
    if (place === undefined) return null;
    const head = /^\s*\d+ \d+ obj/.exec(this.#text.slice(place, place + 40))?.[0];
    if (head === undefined) throw new Error(`object ${number} is not where the table says`);
    const scanner = new Scanner(this.#text, place + head.length);
    const read = scanner.next() ?? null;
    const value = isDictionary(read) ? this.#withStream(read, scanner.at) : read;
    this.#known.set(number, value);
    return value;
  }

  #withStream(dictionary: Dictionary, at: number): Value {
    const begin = /^\s*stream\r?\n/.exec(this.#text.slice(at, at + 20))?.[0];
    if (begin === undefined) return dictionary;
    const from = at + begin.length;
    return new Stream(
      dictionary,
      this.bytes.subarray(from, from + Number(this.see(dictionary.get('Length')))),
    );
  }
}
