import ts from 'typescript';
import { projectOptions } from '../typescript';

/** What a template works with: `undefined` is anything at all, of which nothing is known. */
export type Known = readonly ts.Type[] | undefined;

/** Half of all that the compiler would read, and nothing that a page is given is of these types. */
const OF_NO_VIEW =
  /\/node_modules\/(?:@aws-sdk|@opentelemetry|@redis|@simplewebauthn|@smithy|@types\/(?:d3-scale|fluent-ffmpeg|nodemailer|pdfmake)|asn1js|bullmq|ioredis|nodemailer|oauth4webapi|openid-client|redis|typeorm|typescript\/lib\/typescript)\b/;

/** Reads the project's types, without comments. */
function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    OF_NO_VIEW.test(name) ? ts.createSourceFile(name, 'export {};', version) : read(name, version);
  return host;
}

/** Reads the types of views as the compiler knows them. */
export class Types {
  private constructor(
    private readonly program: ts.Program,
    private readonly checker: ts.TypeChecker,
  ) {}

  static of(files: readonly string[]): Types {
    const options = projectOptions();
    const program = ts.createProgram(files, options, hostOf(options));
    return new Types(program, program.getTypeChecker());
  }

  /** An interface that a file exports. @throws Error when there is none */
  exported(file: string, name: string): ts.Type {
    const source = this.program.getSourceFile(file);
    const module = source && this.checker.getSymbolAtLocation(source);
    const found = module && this.checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
    if (found === undefined) throw new Error(`${file} exports no ${name}`);
    return this.checker.getDeclaredTypeOfSymbol(found);
  }

  namesOf(type: ts.Type): string[] {
    return this.checker.getPropertiesOfType(type).map(({ name }) => name);
  }

  /** `false` when none of what it may be has that member. */
  member(known: Known, name: string): Known | false {
    const found = this.alternatives(known)?.map((type) => this.memberOf(type, name));
    if (found === undefined || found.length === 0 || found.includes('anything')) return undefined;
    const types = found.filter((one): one is ts.Type => typeof one === 'object');
    return types.length > 0 && types;
  }

  /** What a loop goes through. */
  element(known: Known): Known {
    return this.each(known, (type) => this.checker.getIndexTypeOfType(type, ts.IndexKind.Number));
  }

  /** What stands in a record or a list, whatever its key. */
  value(known: Known): Known {
    const kinds = [ts.IndexKind.String, ts.IndexKind.Number];
    return this.each(known, (type) =>
      kinds.map((kind) => this.checker.getIndexTypeOfType(type, kind)).find((found) => found !== undefined),
    );
  }

  /** What a call gives. */
  returned(known: Known): Known {
    return this.each(known, (type) => {
      const [signature] = this.checker.getSignaturesOfType(type, ts.SignatureKind.Call);
      return signature && this.checker.getReturnTypeOfSignature(signature);
    });
  }

  private each(known: Known, of: (type: ts.Type) => ts.Type | undefined): Known {
    const types = this.alternatives(known)?.map(of);
    return types?.every((type) => type !== undefined) === true ? types : undefined;
  }

  private memberOf(type: ts.Type, name: string): ts.Type | 'anything' | undefined {
    if ((type.flags & ts.TypeFlags.Any) !== 0) throw new Error(`nothing is known of what ${name} is read of`);
    if ((type.flags & ts.TypeFlags.Unknown) !== 0) return 'anything';
    const property = this.checker.getPropertyOfType(this.checker.getApparentType(type), name);
    if (property !== undefined) return this.checker.getTypeOfSymbol(property);
    const index = /^\d+$/.test(name) ? ts.IndexKind.Number : ts.IndexKind.String;
    return this.checker.getIndexTypeOfType(type, index);
  }

  /** Of what may be this or that, each; what is not there has no members. */
  private alternatives(known: Known): ts.Type[] | undefined {
    return known
      ?.flatMap((type) => (type.isUnion() ? type.types : [type]))
      .filter(({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) === 0);
  }
}
