/** One object of a list at the top of a JSON document, or an object that is itself a member of the top. */
export interface Part {
  /** `packets`, `streams`, `format`. */
  readonly key: string;
  readonly value: unknown;
}

/**
 * Reads a JSON document of any length line by line and hands on each object of its top lists as soon as it is whole, so
 * that a list of a million packets is never held as text. What is not JSON is found out when its part is parsed.
 */
export class JsonParts {
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private text = '';
  private key = '';
  private inList = false;

  constructor(private readonly onPart: (part: Part) => void) {}

  /** @throws SyntaxError when a part is no JSON */
  line(line: string): void {
    for (let at = 0; at < line.length; at += 1) this.step(line.charAt(at));
  }

  /** @throws SyntaxError when the document broke off */
  end(): void {
    if (this.depth !== 0 || this.quoted) throw new SyntaxError('the document breaks off');
  }

  private step(char: string): void {
    if (this.quoted) {
      this.text += char;
      if (this.escaped) this.escaped = false;
      else if (char === '\\') this.escaped = true;
      else if (char === '"') this.quoted = false;
      return;
    }
    if (char === '"') {
      this.quoted = true;
      this.text += char;
    } else if (char === '{' || char === '[') this.open(char);
    else if (char === '}' || char === ']') this.close(char);
    else if (char === ':' && this.depth === 1) {
      this.key = String(JSON.parse(this.text));
      this.text = '';
    } else if (char === ',' && this.depth === (this.inList ? 2 : 1)) this.text = '';
    else if (this.text !== '' || !/\s/.test(char)) this.text += char;
  }

  private open(char: string): void {
    this.depth += 1;
    if (this.depth === 2 && char === '[') this.inList = true;
    else if (this.depth > 1) this.text += char;
    if (this.depth === 1) this.text = '';
  }

  private close(char: string): void {
    this.depth -= 1;
    if (this.depth === 1 && this.inList && char === ']') {
      this.inList = false;
      this.text = '';
      return;
    }
    if (this.depth === 0) return;
    this.text += char;
    if (this.depth !== (this.inList ? 2 : 1)) return;
    this.onPart({ key: this.key, value: JSON.parse(this.text) });
    this.text = '';
  }
}
